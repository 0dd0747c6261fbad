package kd4j.recipe;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.component.Section;
import kd4j.compress.Compression;
import kd4j.export.ExportFormat;
import kd4j.method.Method;
import kd4j.metric.Thresholds;
import kd4j.optim.Training;
import kd4j.teacher.TeacherSource;
import kd4j.teacher.cache.TeacherCache;
import kd4j.track.Log;

/**
 * One experiment.
 *
 * @param name what the run folder is called: letters, digits, {@code -}, {@code _} and {@code .}
 * @param seeds every arm is trained once with each of these
 * @param data the rows
 * @param teacher where the teacher comes from
 * @param student the small network
 * @param method how it is distilled
 * @param training how long and how the student is trained, distilled and alone
 * @param export files that the distilled student is written to
 * @param thresholds from which probability on a bundle's student takes a class for an answer: a number for all classes, or how they are chosen. Left
 *     out, every answer is taken
 * @param threads threads inside operations: a number for all trainings, or {@code auto} by the size of their steps. Bits depend on it
 * @param teacherCache whether and how the teacher's answers are kept
 * @param compress how the distilled student is made smaller while it is trained: steps that work in this order
 * @param logs other logs that are kept beside the run's own, such as {@code [tensorboard]}, each kind once; none when left out
 * @param tuned how much this recipe was searched for; {@code kd4j sweep --search} writes it. Left out for one that was not
 */
@Section
public record Recipe(
        String name,
        @Default("[7]") List<Long> seeds,
        DataSection data,
        TeacherSource teacher,
        StudentSection student,
        Method method,
        Training training,
        @Default("[dl4j, onnx]") List<ExportFormat> export,
        Optional<Thresholds> thresholds,
        @Default("auto") ThreadCount threads,
        @Default("{type: auto}") TeacherCache teacherCache,
        Optional<List<Compression>> compress,
        Optional<List<Log>> logs,
        Optional<Tuned> tuned) {
    public Recipe {
        Require.that(
                name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"),
                "name",
                name,
                "letters, digits, '-', '_' and '.', at most 100");
        seeds = List.copyOf(seeds);
        Require.that(
                !seeds.isEmpty() && new HashSet<>(seeds).size() == seeds.size(),
                "seeds",
                seeds,
                "at least one number, none twice");
        export = List.copyOf(export);
        // No steps are the same as no plan, so that digests are those of recipes without the key.
        compress = compress.filter(steps -> !steps.isEmpty()).map(List::copyOf);
        logs = logs.map(List::copyOf);
        logs.ifPresent(Recipe::checkLogs);
    }

    /** A recipe without thresholds that makes nothing smaller, keeps no other logs and was not searched for. */
    public Recipe(
            String name,
            List<Long> seeds,
            DataSection data,
            TeacherSource teacher,
            StudentSection student,
            Method method,
            Training training,
            List<ExportFormat> export,
            ThreadCount threads,
            TeacherCache teacherCache) {
        this(
                name,
                seeds,
                data,
                teacher,
                student,
                method,
                training,
                export,
                Optional.empty(),
                threads,
                teacherCache,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The steps that make the distilled student smaller; often none. */
    public List<Compression> plan() {
        return compress.orElse(List.of());
    }

    private static void checkLogs(List<Log> logs) {
        Require.that(
                !logs.isEmpty() && logs.stream().map(Log::getClass).distinct().count() == logs.size(),
                "logs",
                logs,
                "at least one, each type once; leave the key out for none");
    }
}
