package kd4j.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kd4j.component.Components;
import kd4j.component.ShapeException;
import kd4j.data.DataPlace;
import kd4j.data.Samples;
import kd4j.data.Shape;
import kd4j.engine.Evaluator;
import kd4j.engine.Plan;
import kd4j.engine.RunException;
import kd4j.engine.Task;
import kd4j.file.Sha256;
import kd4j.metric.Assessment;
import kd4j.model.Blueprint;
import kd4j.model.ModelException;
import kd4j.model.Network;
import kd4j.recipe.Recipe;
import kd4j.teacher.Distillation;
import kd4j.teacher.EnsembleTeacher;
import kd4j.teacher.FileTeacher;
import kd4j.teacher.Opening;
import kd4j.teacher.Teacher;
import kd4j.teacher.TeacherSource;
import kd4j.teacher.TrainedTeacher;

/**
 * The teachers of a run: opened from files, trained here, or both together.
 *
 * @param recipe the recipe
 * @param data the rows
 * @param student the network to be taught
 * @param place where files are looked for
 * @param trainings those that runs share
 * @param folder the run's folder
 * @param listener told about trainings
 * @param logs what trainings write beside their own logs
 */
record Teachers(
        Recipe recipe,
        Prepared data,
        Blueprint student,
        DataPlace place,
        SharedTrainings trainings,
        RunFolder folder,
        RunListener listener,
        RunLogs logs) {
    /** Checks all teachers from files, and answers the work that one answer costs. */
    long check() {
        if (recipe.teacher() instanceof EnsembleTeacher) {
            Fit.check(recipe, data, student, Map.of(Blueprint.LOGITS, Shape.of(data.outputs())));
        }
        long work = recipe.teacher().trained().stream().mapToLong(this::work).sum();
        for (FileTeacher source : recipe.teacher().filed()) {
            try (Teacher teacher = opened(source, 1)) {
                work += teacher.parameters(); // each of which is used once or more
            }
        }
        return work;
    }

    long work(TrainedTeacher source) {
        return blueprint(source).work();
    }

    Blueprint blueprint(TrainedTeacher source) {
        return source.architecture().blueprint(data.shape(), data.outputs());
    }

    private Teacher opened(FileTeacher source, int threads) {
        Teacher teacher =
                source.open(new Opening(place, data.data(), recipe.data().transforms(), threads));
        boolean fits = false;
        try {
            mustFit(teacher, source);
            fits = true;
            return teacher;
        } finally {
            if (!fits) {
                teacher.close();
            }
        }
    }

    private void mustFit(Teacher teacher, FileTeacher source) {
        String files = String.join(", ", source.files());
        try {
            // Members of an ensemble give it nothing but logits.
            boolean alone = source.equals(recipe.teacher());
            teacher.mustFit(data.shape(), data.outputs(), alone ? Set.of() : Set.of(Blueprint.LOGITS));
            if (alone) {
                Fit.check(recipe, data, student, teacher.shapes());
            }
        } catch (ShapeException e) {
            throw new ShapeException("teacher %s: %s".formatted(files, e.getMessage()));
        }
        Samples rows = Task.learnt(data.train(), recipe.training());
        if (!teacher.knows(rows)) {
            int[] unknown = IntStream.range(0, rows.size())
                    .filter(row -> !teacher.knows(rows.select(new int[] {row})))
                    .toArray();
            throw new RunException(
                    "teacher %s: it has no answer for %d of the %d rows that the student learns from, the first is row %d of the training part. Write answers for all of them"
                            .formatted(files, unknown.length, rows.size(), rows.id(unknown[0])));
        }
    }

    /** The teacher of a seed; its figures are added where they are not yet among the results. */
    Part of(long seed, ThreadPlan threads, List<ArmResult> results) {
        TeacherSource source = recipe.teacher();
        RunFolder.ArmFolder arm = folder.arm(seed, Arm.TEACHER);
        long first = recipe.seeds().get(0);
        if (source instanceof TrainedTeacher trained) {
            long own = trained.eachSeed() ? seed : first;
            Part part = train(trained, own, folder.arm(own, Arm.TEACHER), threads, this::asked);
            if (own == seed) {
                results.add(told(part.result().orElseThrow()));
            }
            return part;
        }
        Part part = part(source, changes() ? seed : first, arm, threads, this::asked);
        if (changes() || seed == first) {
            results.add(measuredOnce(arm, part, seed));
        }
        return part;
    }

    /** The seeds that have a teacher of their own. */
    List<Long> seeds() {
        return changes() ? recipe.seeds() : recipe.seeds().subList(0, 1);
    }

    private boolean changes() {
        return recipe.teacher().trained().stream().anyMatch(TrainedTeacher::eachSeed);
    }

    /** A teacher, the digest of all that it is made of, and, where it was trained here, how that went. */
    record Part(Teacher teacher, String digest, Optional<ArmResult> result) {}

    /** What is asked of a teacher with these layers. */
    private interface Asking {
        Set<String> taps(Map<String, Shape> layers);
    }

    private Part part(TeacherSource source, long seed, RunFolder.ArmFolder arm, ThreadPlan threads, Asking asking) {
        if (source instanceof TrainedTeacher trained) {
            return train(trained, seed, arm, threads, asking);
        }
        return source instanceof EnsembleTeacher ensemble
                ? together(ensemble, seed, arm, threads)
                : filed((FileTeacher) source);
    }

    private Part filed(FileTeacher source) {
        List<String> digests =
                source.files().stream().map(f -> digest(place.resolve(f))).toList();
        return new Part(opened(source, Threads.inOps()), joined(digests), Optional.empty());
    }

    private Part together(EnsembleTeacher source, long seed, RunFolder.ArmFolder arm, ThreadPlan threads) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < source.members().size(); i++) {
            RunFolder.ArmFolder own = new RunFolder.ArmFolder(arm.root().resolve("member-" + (i + 1)));
            parts.add(part(source.members().get(i), seed + i, own, threads, layers -> Set.of(Blueprint.LOGITS)));
        }
        Teacher mean = source.of(parts.stream().map(Part::teacher).toList());
        return new Part(mean, joined(parts.stream().map(Part::digest).toList()), Optional.empty());
    }

    private static String joined(List<String> digests) {
        return digests.size() == 1 ? digests.get(0) : Sha256.of(digests.stream().collect(Collectors.joining("\n")));
    }

    private Set<String> asked(Map<String, Shape> layers) {
        return Fit.everyTeacherTap(recipe, data, student, layers);
    }

    private Part train(TrainedTeacher source, long seed, RunFolder.ArmFolder arm, ThreadPlan threads, Asking asking) {
        Asking own = layers -> Fit.everyTeacherTap(recipe, data, source, layers);
        Optional<Part> from = source.from()
                .map(step -> part(
                        step.teacher(), seed, new RunFolder.ArmFolder(arm.root().resolve("from")), threads, own));
        ArmTraining.Trained trained =
                Threads.during(threads.teacher().threads(), () -> trainAlone(source, seed, arm, from));
        from.ifPresent(part -> part.teacher().close());
        Set<String> taps =
                source.byOnnxRuntime() ? asking.taps(trained.network().shapes()) : Set.of();
        Teacher teacher = new FrozenForward(data, listener).of(source, trained.network(), taps, arm);
        String digest = FrozenForward.digest(source, trained.result().digest());
        return new Part(teacher, digest, Optional.of(trained.result()));
    }

    private ArmTraining.Trained trainAlone(
            TrainedTeacher source, long seed, RunFolder.ArmFolder arm, Optional<Part> from) {
        Map<String, Object> key = new TreeMap<>();
        source.from().ifPresent(step -> key.put("from", Components.describe(step)));
        from.ifPresent(part -> key.put("teacher", part.digest()));
        RunFolder.ArmFolder shared = trainings.folder(source.architecture(), source.training(), seed, key);
        listener.note("teacher of seed %d: %s".formatted(seed, shared.root()));
        return trainings.share(shared, arm, kept -> trainIn(kept, source, seed, from));
    }

    private ArmTraining.Trained trainIn(
            RunFolder.ArmFolder kept, TrainedTeacher source, long seed, Optional<Part> from) {
        ArmTraining.Trained trained = new ArmTraining(
                        Arm.TEACHER,
                        seed,
                        kept,
                        blueprint(source),
                        source.from().map(Distillation::method).orElseGet(data::withoutTeacher),
                        source.training(),
                        from.map(Part::teacher).map(data::forTraining),
                        data,
                        Optional.empty(),
                        Plan.NONE,
                        logs)
                .run(listener);
        if (!trained.before()) {
            AtomicFiles.write(kept.network(), beside -> save(trained.network(), beside));
            Json.write(kept.result(), trained.result());
        }
        return trained;
    }

    /** A full disk is told like that of any other file. */
    private static void save(Network network, Path file) throws IOException {
        try {
            network.save(file);
        } catch (ModelException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getMessage(), e);
        }
    }

    /** A run has one teacher from its beginning to its end, however often it is resumed. */
    private ArmResult measuredOnce(RunFolder.ArmFolder arm, Part part, long seed) {
        if (!Files.exists(arm.result())) {
            ArmResult result = measured(arm, part, seed);
            Json.write(arm.result(), result);
            return told(result);
        }
        ArmResult before = Json.read(arm.result(), ArmResult.class);
        if (!before.digest().equals(part.digest())) {
            throw new RunException(
                    "%s: the teacher has changed since the run began. SHA-256 before: %s, now: %s. Put the old file back, or begin a new run."
                            .formatted(files(), before.digest(), part.digest()));
        }
        return told(before);
    }

    private String files() {
        return recipe.teacher().filed().stream()
                .flatMap(t -> t.files().stream())
                .map(f -> place.resolve(f).toString())
                .collect(Collectors.joining(", "));
    }

    private ArmResult measured(RunFolder.ArmFolder arm, Part part, long seed) {
        Teacher teacher = data.forTraining(part.teacher());
        boolean scores = teacher.taps().contains(Blueprint.LOGITS);
        Assessment test =
                teacher.onTest().filter(t -> scores).map(t -> judged(arm, t)).orElse(null);
        Assessment validation = scores && teacher.knows(data.validation())
                ? evaluator(data.validation()).assess(teacher)
                : null;
        return new ArmResult(
                Arm.TEACHER.id(),
                seed,
                0,
                0,
                teacher.parameters(),
                0,
                0,
                part.digest(),
                part.digest(),
                validation,
                test,
                test,
                null,
                data.form().orElse(null),
                List.of(),
                List.of(),
                null,
                null);
    }

    private Assessment judged(RunFolder.ArmFolder arm, Teacher onTest) {
        Evaluator.Judged evaluation = evaluator(data.data().test()).judge(onTest);
        PredictionFile.write(arm.predictions(), evaluation.predictions());
        return evaluation.result();
    }

    private Evaluator evaluator(Samples rows) {
        return Evaluator.of(rows, data.transforms(), Optional.empty());
    }

    private ArmResult told(ArmResult result) {
        listener.result(result);
        return result;
    }

    private static String digest(Path file) {
        String[] digest = new String[1];
        AtomicFiles.attempt(file, () -> digest[0] = Sha256.of(file));
        return digest[0];
    }
}
