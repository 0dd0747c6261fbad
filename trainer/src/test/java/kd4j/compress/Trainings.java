package kd4j.compress;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kd4j.data.MemorySamples;
import kd4j.data.Samples;
import kd4j.data.Seeds;
import kd4j.data.Shape;
import kd4j.engine.Event;
import kd4j.engine.Task;
import kd4j.engine.TrainingLoop;
import kd4j.engine.TrainingState;
import kd4j.loss.CrossEntropy;
import kd4j.loss.SoftTargets;
import kd4j.method.Plain;
import kd4j.method.WeightedLoss;
import kd4j.model.Network;
import kd4j.model.architecture.PlainCnn;
import kd4j.optim.Adam;
import kd4j.optim.Constant;
import kd4j.optim.Never;
import kd4j.optim.Optimizer;
import kd4j.optim.Training;
import kd4j.teacher.Teacher;

/** Short trainings with a teacher, in which plans of compression are tried. */
final class Trainings {
    static final int EPOCHS = 5;
    static final Shape SHAPE = Shape.of(4, 4, 1);
    static final int STEPS = 6;
    private static final Teacher TEACHER =
            Teacher.of(Network.create(new PlainCnn(List.of(6, 8), true, 1).blueprint(SHAPE, 3), 6));

    private Trainings() {}

    /** Bright above, below or left; noise from the seed. */
    static Samples rows(int count, long seed) {
        float[][] values = new float[count][16];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 3;
            for (int p = 0; p < 16; p++) {
                boolean bright = labels[i] == 0 ? p < 8 : labels[i] == 1 ? p >= 8 : p % 4 < 2;
                double noise = Seeds.uniform(Seeds.mix(Seeds.Use.SYNTHETIC, seed, i, p)) - 0.5;
                values[i][p] = (float) ((bright ? 0.6 : 0) + noise);
            }
        }
        return MemorySamples.ofFloats(SHAPE, values, labels);
    }

    static Network student() {
        return Network.create(new PlainCnn(List.of(4, 8), true, 2).blueprint(SHAPE, 3), 5);
    }

    static Setting setting() {
        return new Setting(student().blueprint(), EPOCHS, STEPS, 11);
    }

    static Optimizer adam() {
        return new Adam(new Constant(0.01), 0.9, 0.999, 1e-8, 0.001);
    }

    /** A moving average is kept, so that it is seen to keep the form as well. */
    static TrainingLoop loop(List<Compression> plan, Optimizer optimizer, Event.Listener... listeners) {
        Training training = new Training(
                EPOCHS,
                16,
                optimizer,
                List.of(),
                List.of(),
                Optional.empty(),
                new Never(),
                Optional.of(5.0),
                Optional.of(0.9));
        Plain method = new Plain(
                List.of(new WeightedLoss(0.5, new CrossEntropy()), new WeightedLoss(0.5, new SoftTargets(2))));
        Task task =
                new Task(student(), Optional.of(TEACHER), method, training, rows(90, 1), rows(30, 2), List.of(), 11);
        return new TrainingLoop(task.compressing(plan), List.of(listeners));
    }

    /** The states behind every epoch. */
    static List<TrainingState> states(List<Compression> plan) {
        List<TrainingState> states = new ArrayList<>();
        loop(plan, adam(), e -> {
                    if (e instanceof Event.EpochDone done) {
                        states.add(done.state().copy());
                    }
                })
                .run();
        return states;
    }
}
