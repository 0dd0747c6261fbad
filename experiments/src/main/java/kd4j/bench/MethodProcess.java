package kd4j.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import kd4j.data.Data;
import kd4j.data.DataPlace;
import kd4j.data.Partition;
import kd4j.data.Samples;
import kd4j.data.Shape;
import kd4j.data.TransformChain;
import kd4j.engine.Event;
import kd4j.engine.Task;
import kd4j.engine.TrainingLoop;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.optim.Never;
import kd4j.optim.Training;
import kd4j.recipe.Recipe;
import kd4j.teacher.EnsembleTeacher;
import kd4j.teacher.FileTeacher;
import kd4j.teacher.Opening;
import kd4j.teacher.Teacher;
import kd4j.teacher.TeacherSource;
import kd4j.teacher.TrainedTeacher;

/**
 * Times the steps of one recipe in this process, by the training loop itself. The whole course of the training is gone through, so
 * that a method with stages counts with all of them, but with few steps in each epoch: an epoch sees as many of the training
 * rows as these take. A teacher that the recipe would train is asked as it begins, because its numbers do not change how long an
 * answer takes; answers are not kept. Validation is not timed.
 *
 * @param recipe the recipe
 * @param place where its files are looked for
 * @param threads threads inside operations, as the environment has set them
 * @param warmUp how long the course is gone through before it is timed
 * @param steps steps to time, at least; each epoch has one or more
 */
public record MethodProcess(Recipe recipe, DataPlace place, int threads, Duration warmUp, int steps) {
    /**
     * A recipe of a file.
     *
     * @param file the recipe's file; its folder is where paths in it start
     * @param store the folder of downloaded data
     */
    public static MethodProcess of(Recipe recipe, Path file, Path store, int threads, Duration warmUp, int steps) {
        DataPlace place = new DataPlace(file.toAbsolutePath().getParent(), store);
        return new MethodProcess(recipe, place, threads, warmUp, steps);
    }

    /** Warms up and measures. */
    public MethodTime measure() {
        Data data = recipe.data().dataset().load(place);
        try (Teacher teacher = teacher(recipe.teacher(), data)) {
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < warmUp.toNanos()) {
                course(data, teacher);
            }
            return course(data, teacher);
        }
    }

    private Teacher teacher(TeacherSource source, Data data) {
        if (source instanceof TrainedTeacher trained) {
            return Teacher.of(Network.create(
                    trained.architecture().blueprint(shape(data), data.classes().size()), seed()));
        }
        if (source instanceof EnsembleTeacher ensemble) {
            return ensemble.of(
                    ensemble.members().stream().map(m -> teacher(m, data)).toList());
        }
        return ((FileTeacher) source)
                .open(new Opening(place, data, recipe.data().transforms(), threads));
    }

    private Shape shape(Data data) {
        return new TransformChain(recipe.data().transforms(), data.shape()).output();
    }

    private long seed() {
        return recipe.seeds().get(0);
    }

    private MethodTime course(Data data, Teacher teacher) {
        Blueprint plan = recipe.student()
                .architecture()
                .blueprint(shape(data), data.classes().size());
        Clock clock = new Clock();
        try (Network student = Network.create(plan, seed());
                TrainingLoop loop = new TrainingLoop(task(student, data, teacher), List.of(clock))) {
            loop.run();
        }
        return clock.time();
    }

    private Task task(Network student, Data data, Teacher teacher) {
        Partition parts = Partition.stratified(
                data.train(), recipe.data().validation(), recipe.data().validationSeed());
        Training training = training();
        int perEpoch = Math.max(1, (steps + training.epochs() - 1) / training.epochs());
        return new Task(
                student,
                Optional.of(teacher),
                recipe.method(),
                training,
                first(Task.learnt(parts.train(), training), perEpoch * training.batch()),
                first(parts.validation(), training.batch()),
                recipe.data().transforms(),
                seed());
    }

    /** The recipe's, but to the last epoch: a method is timed with all of its stages. */
    private Training training() {
        Training t = recipe.training();
        return new Training(
                t.epochs(),
                t.batch(),
                t.optimizer(),
                t.augment(),
                t.omit(),
                t.maxNorm(),
                new Never(),
                t.clip(),
                t.ema());
    }

    private static Samples first(Samples rows, int count) {
        return rows.select(IntStream.range(0, Math.min(count, rows.size())).toArray());
    }

    /** Adds up what the loop says of its epochs. */
    private static final class Clock implements Event.Listener {
        private static final double MILLIS = 1e3;

        private long steps;
        private double seconds;
        private double teacher;
        private double waiting;

        @Override
        public void on(Event event) {
            if (event instanceof Event.StepDone) {
                steps++;
            } else if (event instanceof Event.EpochDone done) {
                seconds += done.seconds();
                teacher += done.teacherSeconds();
                waiting += done.waitSeconds();
            }
        }

        private MethodTime time() {
            double each = MILLIS / steps;
            return new MethodTime(steps, seconds * each, teacher * each, waiting * each, Resident.peakKilobytes());
        }
    }
}
