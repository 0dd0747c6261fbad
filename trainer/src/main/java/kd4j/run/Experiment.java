package kd4j.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import kd4j.component.ShapeException;
import kd4j.data.DataPlace;
import kd4j.engine.Evaluator;
import kd4j.engine.RunException;
import kd4j.file.Sha256;
import kd4j.loss.CrossEntropy;
import kd4j.method.Method;
import kd4j.method.Plain;
import kd4j.method.WeightedLoss;
import kd4j.model.Blueprint;
import kd4j.model.Dl4jModel;
import kd4j.model.ModelException;
import kd4j.model.Network;
import kd4j.recipe.Recipe;
import kd4j.teacher.Dl4jTeacher;
import kd4j.teacher.Teacher;
import kd4j.teacher.TrainedTeacher;
import kd4j.teacher.cache.TeacherCache;

/**
 * One recipe in one folder: for each seed the teacher, the student alone and the distilled student. What is done already is taken
 * up, so running again after an interruption goes on where it was.
 */
public final class Experiment {
    /** The objective of every training on labels alone. */
    private static final Method ON_LABELS = new Plain(List.of(new WeightedLoss(1, new CrossEntropy())));

    private final Recipe recipe;
    private final RunFolder folder;
    private final TeacherStore teachers;
    private final DataPlace place;
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
        this.teachers = new TeacherStore(teachers);
        this.place = place;
        this.listener = listener;
        this.data = Prepared.of(recipe.data(), place);
        this.student = recipe.student().architecture().blueprint(data.shape(), data.classes());
        Fit.check(recipe, data, student);
        long teacherMacs = teacherMacs(); // also where the threads are known: a teacher's file is checked by it
        this.threads = before.orElseGet(() -> ThreadPlan.of(recipe, student, teacherMacs));
        if (recipe.teacher() instanceof TrainedTeacher source) {
            Blueprint blueprint = source.architecture().blueprint(data.shape(), data.classes());
            answers(recipe.teacherCache()).check(blueprint, taps());
        }
    }

    /** What the method wants of the teacher. */
    private Set<String> taps() {
        return recipe.method().begin().teacherTaps();
    }

    /** To be called with the threads of the students, which answers depend on. */
    private TeacherAnswers answers(TeacherCache settings) {
        return TeacherAnswers.of(recipe, settings, data, answersFolder(), listener::note);
    }

    private Path answersFolder() {
        return TeacherAnswers.folder(recipe, place, teachers.root());
    }

    /** Of one answer; of a teacher from a file its parameters, each of which is used once or more. */
    private long teacherMacs() {
        if (recipe.teacher() instanceof TrainedTeacher source) {
            return source.architecture().blueprint(data.shape(), data.classes()).macs();
        }
        try (Teacher teacher = loaded((Dl4jTeacher) recipe.teacher())) {
            return teacher.parameters();
        }
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

    private long firstSeed() {
        return recipe.seeds().get(0);
    }

    /** Keeps all answers of the teachers ahead of any training; trains them where that is not done. */
    void teach(Consumer<TeachProgress> progress) {
        listener.note(threads.line());
        Threads.during(threads.student().threads(), () -> {
            TeacherAnswers answers = answers(recipe.teacherCache().surely());
            for (long seed : teacherSeeds()) {
                try (Teacher teacher = kept(seed, new ArrayList<>(), answers)) {
                    new Teaching(answers, teacher, taps(), progress).run();
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
                teacherSeeds(),
                taps(),
                recipe.training().augment(),
                recipe.training().omit(),
                recipe.training().batch(),
                recipe.teacherCache(),
                threads.student().threads());
    }

    private List<Long> teacherSeeds() {
        return eachSeed() ? recipe.seeds() : List.of(firstSeed());
    }

    private boolean eachSeed() {
        return recipe.teacher() instanceof TrainedTeacher source && source.eachSeed();
    }

    private Teacher kept(long seed, List<ArmResult> results, TeacherAnswers answers) {
        Teacher teacher = teacher(seed, results);
        RunFolder.ArmFolder record = folder.arm(eachSeed() ? seed : firstSeed(), Arm.TEACHER);
        return answers.over(teacher, Json.read(record.result(), ArmResult.class).digest());
    }

    private List<ArmResult> runSeed(long seed, TeacherAnswers answers) {
        List<ArmResult> results = new ArrayList<>();
        try (Teacher teacher = kept(seed, results, answers)) {
            results.add(train(Arm.STUDENT_ALONE, seed, ON_LABELS, teacher));
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

    /** The teacher of a seed; its figures are added where they are not yet among the results. */
    private Teacher teacher(long seed, List<ArmResult> results) {
        if (recipe.teacher() instanceof TrainedTeacher source) {
            long own = source.eachSeed() ? seed : firstSeed();
            ArmTraining.Trained trained = Threads.during(threads.teacher().threads(), () -> trainTeacher(source, own));
            if (own == seed) {
                results.add(told(trained.result()));
            }
            return Teacher.of(trained.network());
        }
        Dl4jTeacher source = (Dl4jTeacher) recipe.teacher();
        Teacher teacher = loaded(source);
        if (seed == firstSeed()) {
            results.add(measuredOnce(folder.arm(seed, Arm.TEACHER), teacher, place.resolve(source.file()), seed));
        }
        return teacher;
    }

    private Teacher loaded(Dl4jTeacher source) {
        Path file = place.resolve(source.file());
        Teacher teacher = Teacher.of(Dl4jModel.load(file, data.shape()));
        try {
            teacher.mustFit(
                    data.shape(), data.classes(), recipe.method().begin().teacherTaps());
        } catch (ShapeException e) {
            throw new ShapeException(file + ": " + e.getMessage());
        }
        return teacher;
    }

    /** A run has one teacher from its beginning to its end, however often it is resumed. */
    private ArmResult measuredOnce(RunFolder.ArmFolder arm, Teacher teacher, Path file, long seed) {
        if (!Files.exists(arm.result())) {
            return keep(arm, measured(teacher, file, seed));
        }
        ArmResult before = Json.read(arm.result(), ArmResult.class);
        if (!before.digest().equals(digest(file))) {
            throw new RunException(
                    "%s: the teacher has changed since the run began. SHA-256 before: %s, now: %s. Put the old file back, or begin a new run."
                            .formatted(file, before.digest(), digest(file)));
        }
        return told(before);
    }

    private ArmTraining.Trained trainTeacher(TrainedTeacher source, long seed) {
        RunFolder.ArmFolder kept =
                teachers.folder(source, recipe.data(), data.data().digests(), seed);
        Blueprint blueprint = source.architecture().blueprint(data.shape(), data.classes());
        return teachers.alone(kept, () -> {
            listener.note("teacher of seed %d: %s".formatted(seed, kept.root()));
            ArmTraining.Trained trained = new ArmTraining(
                            Arm.TEACHER,
                            seed,
                            kept,
                            blueprint,
                            ON_LABELS,
                            source.training(),
                            Optional.empty(),
                            data,
                            Optional.empty())
                    .run(listener);
            if (!trained.before()) {
                AtomicFiles.write(kept.network(), beside -> save(trained.network(), beside));
                Json.write(kept.result(), trained.result());
            }
            copy(kept, folder.arm(seed, Arm.TEACHER));
            return trained;
        });
    }

    /** A full disk is told like that of any other file. */
    private static void save(Network network, Path file) throws IOException {
        try {
            network.save(file);
        } catch (ModelException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getMessage(), e);
        }
    }

    /** The run keeps its own copy of what the teacher was, so that nothing points to a folder that may go. */
    private static void copy(RunFolder.ArmFolder from, RunFolder.ArmFolder to) {
        for (Path file : List.of(from.network(), from.metrics(), from.metricsTable(), from.result())) {
            Path target = to.root().resolve(file.getFileName());
            AtomicFiles.write(
                    target, beside -> Files.copy(file, beside, java.nio.file.StandardCopyOption.REPLACE_EXISTING));
        }
    }

    private ArmResult measured(Teacher teacher, Path file, long seed) {
        var test = Evaluator.of(data.data().test(), data.transforms(), Optional.empty())
                .evaluate(teacher);
        var validation = Evaluator.of(data.validation(), data.transforms(), Optional.empty())
                .evaluate(teacher);
        return new ArmResult(
                Arm.TEACHER.id(),
                seed,
                0,
                0,
                teacher.parameters(),
                0,
                0,
                digest(file),
                digest(file),
                validation,
                test,
                test,
                null,
                List.of(),
                null);
    }

    private static String digest(Path file) {
        String[] digest = new String[1];
        AtomicFiles.attempt(file, () -> digest[0] = Sha256.of(file));
        return digest[0];
    }
}
