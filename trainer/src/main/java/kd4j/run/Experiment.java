package kd4j.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kd4j.component.Components;
import kd4j.data.DataPlace;
import kd4j.data.Shape;
import kd4j.engine.Event;
import kd4j.engine.Plan;
import kd4j.method.Method;
import kd4j.model.Blueprint;
import kd4j.model.Network;
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
    private final SharedTrainings controls;
    private final RunListener listener;
    private final Prepared data;
    private final Blueprint student;
    private final ThreadPlan threads;
    private final RunLogs logs;

    /**
     * Reads the data and checks that everything fits, before anything is trained or written.
     *
     * @param folder where the record goes
     * @param shared the folder of what runs have in common: {@code teachers} and {@code controls} in it, the trained teachers and
     *     the students alone
     */
    public Experiment(Recipe recipe, RunFolder folder, Path shared, DataPlace place, RunListener listener) {
        this(recipe, folder, shared, place, Optional.empty(), RunLogs.of(recipe.logs()), listener);
    }

    /** With the threads of a run that goes on; without them the recipe decides. */
    Experiment(
            Recipe recipe,
            RunFolder folder,
            Path shared,
            DataPlace place,
            Optional<ThreadPlan> before,
            RunLogs logs,
            RunListener listener) {
        this.recipe = recipe;
        this.folder = folder;
        this.logs = logs;
        this.listener = listener;
        this.data = Prepared.of(recipe.data(), place);
        this.student = recipe.student().architecture().blueprint(data.shape(), data.outputs());
        Fit.check(recipe, data, student);
        this.teachers =
                new Teachers(recipe, data, student, place, trainings(shared, "teachers"), folder, listener, logs);
        this.controls = trainings(shared, "controls");
        long teacherWork = this.teachers.check(); // also where the threads are known: a teacher's file is checked by it
        this.threads = before.orElseGet(() -> ThreadPlan.of(recipe, student, teacherWork, this.teachers::work));
        if (recipe.teacher() instanceof TrainedTeacher source) {
            Map<String, Shape> shapes = this.teachers.blueprint(source).shapes();
            answers(recipe.teacherCache()).check(shapes, taps(shapes));
        }
    }

    private SharedTrainings trainings(Path shared, String kind) {
        return new SharedTrainings(
                shared.resolve(kind), recipe.data(), data.data().digests());
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
        return TeacherAnswers.folder(
                recipe, teachers.place(), teachers.trainings().root());
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
        Stream<String> written = recipe.teacher().filed().stream()
                .filter(t -> t instanceof LogitsTeacher answers && answers.everyView())
                .map(t ->
                        "the teacher's answers in %s were given for the rows as they are; the recipe states that they hold for every view of a row (every-view: true)"
                                .formatted(String.join(", ", t.files())));
        return Stream.concat(written, recipe.method().remarks().stream()).toList();
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
                try (Teacher teacher = kept(teachers.of(seed, threads, new ArrayList<>()), answers)) {
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

    private Teacher kept(Teachers.Part teacher, TeacherAnswers answers) {
        return answers.over(teacher.teacher(), teacher.digest());
    }

    private List<ArmResult> runSeed(long seed, TeacherAnswers answers) {
        List<ArmResult> results = new ArrayList<>();
        Teachers.Part part = teachers.of(seed, threads, results);
        try (Teacher teacher = data.forTraining(kept(part, answers))) {
            results.add(told(alone(seed, teacher, part.digest())));
            results.add(told(distilled(seed, teacher)));
        }
        return results;
    }

    /**
     * The control does not depend on the method, so runs share it.
     *
     * @param digest of the teacher, whom the control's log is compared with
     */
    private ArmResult alone(long seed, Teacher teacher, String digest) {
        RunFolder.ArmFolder own = folder.arm(seed, Arm.STUDENT_ALONE);
        if (Files.exists(own.result())) {
            return Json.read(own.result(), ArmResult.class);
        }
        Map<String, Object> more = new TreeMap<>(Provenance.arithmetic());
        more.put("teacher", digest);
        more.put("method", Components.describe((Record) data.withoutTeacher()));
        RunFolder.ArmFolder shared = controls.folder(recipe.student().architecture(), recipe.training(), seed, more);
        listener.note("student alone of seed %d: %s".formatted(seed, shared.root()));
        return controls.share(shared, own, kept -> {
            var trained = training(
                            Arm.STUDENT_ALONE, seed, kept, data.withoutTeacher(), teacher, Optional.empty(), Plan.NONE)
                    .run(listener);
            trained.network().close();
            return keep(kept, trained.result());
        });
    }

    private ArmResult distilled(long seed, Teacher teacher) {
        RunFolder.ArmFolder place = folder.arm(seed, Arm.DISTILLED);
        ArmTraining.Trained trained = training(
                        Arm.DISTILLED,
                        seed,
                        place,
                        recipe.method(),
                        teacher,
                        recipe.teacherCache().views(),
                        new Plan(recipe.plan(), data.withoutTeacher()))
                .run(listener);
        try (var network = trained.network()) {
            return trained.before() ? trained.result() : finished(seed, place, teacher, network, trained.result());
        }
    }

    private ArmResult finished(
            long seed, RunFolder.ArmFolder place, Teacher teacher, Network network, ArmResult trained) {
        Consumer<String> alarm = text -> listener.on(Arm.DISTILLED, seed, new Event.Alarm(text));
        ArmResult result = new Finish(recipe, data, place, teacher, provenanceDigest(), alarm).of(network, trained);
        if (result.compressed() != null) {
            result.compressed().notSmaller(result.files()).forEach(alarm);
        }
        return keep(place, result);
    }

    private ArmTraining training(
            Arm arm,
            long seed,
            RunFolder.ArmFolder place,
            Method method,
            Teacher teacher,
            Optional<Integer> views,
            Plan plan) {
        return new ArmTraining(
                arm, seed, place, student, method, recipe.training(), Optional.of(teacher), data, views, plan, logs);
    }

    private ArmResult keep(RunFolder.ArmFolder place, ArmResult result) {
        Json.write(place.result(), result);
        return result;
    }

    private ArmResult told(ArmResult result) {
        listener.result(result);
        return result;
    }
}
