package kd4j.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import kd4j.data.DataPlace;
import kd4j.data.Shape;
import kd4j.method.Method;
import kd4j.model.Blueprint;
import kd4j.recipe.Recipe;
import kd4j.teacher.LogitsTeacher;
import kd4j.teacher.Teacher;
import kd4j.teacher.TrainedTeacher;
import kd4j.teacher.cache.TeacherCache;

/**
 * One recipe in one folder: for each seed the teacher, the student alone and the distilled student. What is done already is taken
 * up, so running again after an interruption goes on where it was.
 */
public final class Experiment {
    private final Recipe recipe;
    private final RunFolder folder;
    private final Teachers teachers;
    private final RunListener listener;
    private final Prepared data;
    private final Blueprint student;
    private final ThreadPlan threads;

    /**
     * Reads the data and checks that everything fits, before anything is trained or written.
     *
     * @param folder where the record goes
     * @param teachers the folder of trained teachers, shared by runs
     */
    public Experiment(Recipe recipe, RunFolder folder, Path teachers, DataPlace place, RunListener listener) {
        this(recipe, folder, teachers, place, Optional.empty(), listener);
    }

    /** With the threads of a run that goes on; without them the recipe decides. */
    Experiment(
            Recipe recipe,
            RunFolder folder,
            Path teachers,
            DataPlace place,
            Optional<ThreadPlan> before,
            RunListener listener) {
        this.recipe = recipe;
        this.folder = folder;
        this.listener = listener;
        this.data = Prepared.of(recipe.data(), place);
        this.student = recipe.student().architecture().blueprint(data.shape(), data.outputs());
        Fit.check(recipe, data, student);
        this.teachers = new Teachers(recipe, data, student, place, new TeacherStore(teachers), folder, listener);
        long teacherMacs = this.teachers.check(); // also where the threads are known: a teacher's file is checked by it
        this.threads = before.orElseGet(() -> ThreadPlan.of(recipe, student, teacherMacs, this.teachers::macs));
        if (recipe.teacher() instanceof TrainedTeacher source) {
            Map<String, Shape> shapes = this.teachers.blueprint(source).shapes();
            answers(recipe.teacherCache()).check(shapes, taps(shapes));
        }
    }

    /** What the method wants of a teacher with these arrays. */
    private Set<String> taps(Map<String, Shape> shapes) {
        return Fit.teacherTaps(recipe, data, student, shapes);
    }

    /** To be called with the threads of the students, which answers depend on. */
    private TeacherAnswers answers(TeacherCache settings) {
        return TeacherAnswers.of(recipe, settings, data, answersFolder(), listener::note);
    }

    private Path answersFolder() {
        return TeacherAnswers.folder(recipe, teachers.place(), teachers.store().root());
    }

    KeptAnswers keptAnswers() {
        return KeptAnswers.of(recipe, answersFolder());
    }

    ThreadPlan threads() {
        return threads;
    }

    Prepared data() {
        return data;
    }

    /** What a reader must know of how the figures come about. */
    List<String> remarks() {
        return recipe.teacher().filed().stream()
                .filter(t -> t instanceof LogitsTeacher answers && answers.everyView())
                .map(t ->
                        "the teacher's answers in %s were given for the rows as they are; the recipe states that they hold for every view of a row (every-view: true)"
                                .formatted(String.join(", ", t.files())))
                .toList();
    }

    /** Trains what is not trained yet and writes {@code summary.json}. */
    public Summary run() {
        listener.note(threads.line());
        return Threads.during(threads.student().threads(), this::runSeeds);
    }

    private Summary runSeeds() {
        List<ArmResult> results = new ArrayList<>();
        TeacherAnswers answers = answers(recipe.teacherCache());
        for (long seed : recipe.seeds()) {
            results.addAll(runSeed(seed, answers));
        }
        Summary summary = Summaries.of(recipe, provenanceDigest(), data, results, folder);
        Json.write(folder.summary(), summary);
        return summary;
    }

    private String provenanceDigest() {
        return Json.read(folder.provenance(), Provenance.class).recipeDigest();
    }

    /** Keeps all answers of the teachers ahead of any training; trains them where that is not done. */
    void teach(Consumer<TeachProgress> progress) {
        listener.note(threads.line());
        Threads.during(threads.student().threads(), () -> {
            TeacherAnswers answers = answers(recipe.teacherCache().surely());
            for (long seed : teachers.seeds()) {
                try (Teacher teacher = kept(seed, new ArrayList<>(), answers)) {
                    new Teaching(answers, teacher, taps(teacher.shapes()), progress).run();
                }
            }
            return null;
        });
    }

    /** All that decides which answers {@link #teach} keeps. */
    Object question() {
        return List.of(
                recipe.data(),
                recipe.teacher(),
                teachers.seeds(),
                recipe.method(),
                recipe.training().augment(),
                recipe.training().omit(),
                recipe.training().batch(),
                recipe.teacherCache(),
                threads.student().threads());
    }

    private Teacher kept(long seed, List<ArmResult> results, TeacherAnswers answers) {
        Teachers.Part teacher = teachers.of(seed, threads, results);
        return answers.over(teacher.teacher(), teacher.digest());
    }

    private List<ArmResult> runSeed(long seed, TeacherAnswers answers) {
        List<ArmResult> results = new ArrayList<>();
        try (Teacher teacher = data.forTraining(kept(seed, results, answers))) {
            results.add(train(Arm.STUDENT_ALONE, seed, data.withoutTeacher(), teacher));
            results.add(train(Arm.DISTILLED, seed, recipe.method(), teacher));
        }
        return results;
    }

    private ArmResult train(Arm arm, long seed, Method method, Teacher teacher) {
        RunFolder.ArmFolder place = folder.arm(seed, arm);
        Optional<Integer> views = arm == Arm.DISTILLED ? recipe.teacherCache().views() : Optional.empty();
        ArmTraining.Trained trained = new ArmTraining(
                        arm, seed, place, student, method, recipe.training(), Optional.of(teacher), data, views)
                .run(listener);
        try (var network = trained.network()) {
            if (trained.before()) {
                return told(trained.result());
            }
            ArmResult result = arm == Arm.DISTILLED
                    ? new Finish(recipe, data, place, teacher).of(network, trained.result())
                    : trained.result();
            return keep(place, result);
        }
    }

    private ArmResult keep(RunFolder.ArmFolder place, ArmResult result) {
        Json.write(place.result(), result);
        return told(result);
    }

    private ArmResult told(ArmResult result) {
        listener.result(result);
        return result;
    }
}
