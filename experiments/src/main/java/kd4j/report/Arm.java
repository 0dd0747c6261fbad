package kd4j.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import kd4j.report.Result.Compressed;
import kd4j.report.Result.Score;
import kd4j.report.Result.TeacherCost;

/**
 * What an arm of a run scored, seed by seed.
 *
 * @param name such as {@code student-alone}
 * @param scores by seed
 * @param unranked what other networks of the same trainings scored, seed by seed: of the last epoch, or chosen by the test rows
 * @param parameters trained numbers of its network
 * @param macs multiply-accumulate operations of its network for one row
 * @param bytes size of each exported file by format, of the first seed
 * @param teacherCost of all seeds; empty where no answers of a teacher were kept
 * @param compressed what a plan of compression has made of its networks; empty without such a plan
 */
record Arm(
        String name,
        Map<Long, Score> scores,
        Map<String, List<Score>> unranked,
        long parameters,
        long macs,
        Map<String, Long> bytes,
        Optional<TeacherCost> teacherCost,
        Optional<Compressed> compressed) {
    static final String TEACHER = "teacher";
    static final String ALONE = "student-alone";
    static final String DISTILLED = "distilled";
    static final String SHIFTED = "distilled-shifted";

    /** An arm of at least one result. */
    static Arm of(String name, List<Result> results) {
        Map<Long, Score> scores = new LinkedHashMap<>();
        results.forEach(result -> scores.put(result.seed(), result.test()));
        Optional<TeacherCost> cost =
                results.stream().flatMap(r -> r.teacherCost().stream()).reduce(TeacherCost::plus);
        Arm arm = withScores(name, scores, results.get(0));
        List<Score> last = results.stream().flatMap(r -> r.last().stream()).toList();
        return new Arm(
                name,
                scores,
                unranked("last epoch", last),
                arm.parameters,
                arm.macs,
                arm.bytes,
                cost,
                Compressed.of(results));
    }

    private static Arm withScores(String name, Map<Long, Score> scores, Result first) {
        Map<String, Long> bytes = new LinkedHashMap<>();
        first.files().forEach(file -> bytes.put(file.format(), file.bytes()));
        return new Arm(
                name, scores, Map.of(), first.parameters(), first.macs(), bytes, Optional.empty(), Optional.empty());
    }

    /** The distilled students with their bias shift. */
    static Arm shifted(Map<Long, Score> scores, List<Result> results) {
        Arm arm = withScores(SHIFTED, scores, results.get(0));
        List<Score> onTest =
                results.stream().flatMap(r -> r.shiftedOnTest().stream()).toList();
        return new Arm(
                SHIFTED,
                scores,
                unranked("shift chosen by the test rows", onTest),
                arm.parameters,
                arm.macs,
                arm.bytes,
                arm.teacherCost,
                Compressed.of(results));
    }

    private static Map<String, List<Score>> unranked(String which, List<Score> scores) {
        return scores.isEmpty() ? Map.of() : Map.of(which, scores);
    }

    /** What it is measured by. */
    Measure measure() {
        return scores.values().iterator().next().measure();
    }

    double[] figures() {
        return values(Score::figure);
    }

    double[] besides() {
        return values(Score::beside);
    }

    /** Errors of each class for each seed; empty where they were not counted. */
    List<List<Double>> errorsByClass() {
        return scores.values().stream()
                .map(Score::errorsByClass)
                .filter(errors -> !errors.isEmpty())
                .map(errors -> errors.stream().map(Long::doubleValue).toList())
                .toList();
    }

    private double[] values(ToDoubleFunction<Score> value) {
        return scores.values().stream().mapToDouble(value).toArray();
    }
}
