package kd4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import kd4j.data.Data;
import kd4j.data.MemorySamples;
import kd4j.data.Seeds;
import kd4j.data.Shape;
import kd4j.data.Transform;
import kd4j.loss.CrossEntropy;
import kd4j.loss.SoftTargets;
import kd4j.method.Plain;
import kd4j.method.WeightedLoss;
import kd4j.model.Network;
import kd4j.model.architecture.Mlp;
import kd4j.model.architecture.Resnet;
import kd4j.optim.Adam;
import kd4j.optim.Constant;
import kd4j.optim.Never;
import kd4j.optim.Training;
import kd4j.teacher.Teacher;
import kd4j.teacher.cache.AnswerStore;
import kd4j.teacher.cache.Keep;
import kd4j.teacher.cache.KeepFloats;
import kd4j.teacher.cache.KeepHalves;
import kd4j.teacher.cache.KeepNothing;
import kd4j.teacher.cache.TeacherCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A student that learns from kept answers has the same bits as one whose teacher is asked in every step. */
class CachedTrainingTest {
    private static final Shape SHAPE = Shape.of(8, 8, 2);
    private static final int EPOCHS = 3;

    @TempDir
    Path folder;

    private final Data data = new Data("some", List.of("a", "b", "c"), rows(203, 1), rows(20, 2), Map.of());

    /** Moves the values on by the view, and beyond its four views again. */
    private record Turn() implements Transform {
        @Override
        public long views(Shape input) {
            return 4;
        }

        @Override
        public void apply(Shape shape, float[] in, float[] out, long view) {
            for (int i = 0; i < shape.values(); i++) {
                out[(int) ((i + 5 * view) % shape.values())] = in[i];
            }
        }
    }

    private static MemorySamples rows(int count, long seed) {
        float[][] values = new float[count][SHAPE.values()];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 3;
            for (int j = 0; j < SHAPE.values(); j++) {
                double noise = Seeds.uniform(Seeds.mix(Seeds.Use.SYNTHETIC, seed, i, j));
                values[i][j] = (float) (noise + (j % 3 == labels[i] ? 0.5 : 0));
            }
        }
        return MemorySamples.ofFloats(SHAPE, values, labels);
    }

    /** What came out of a training. */
    private record Outcome(INDArray parameters, List<Double> objectives, long rows, long kept) {}

    private Outcome train(Keep keep, Optional<Integer> views, long seed) {
        AnswerStore store = new AnswerStore(
                new TeacherCache(keep, views, 1, Optional.empty()), folder, data, Map.of(), 32, note -> {});
        Network big = Network.create(new Resnet(8).blueprint(SHAPE, 3), 3);
        Network small = Network.create(new Mlp(List.of(16), 0, 0).blueprint(SHAPE, 3), 5);
        Plain method = new Plain(
                List.of(new WeightedLoss(0.1, new CrossEntropy()), new WeightedLoss(0.9, new SoftTargets(4))));
        Training training = new Training(
                EPOCHS,
                32,
                new Adam(new Constant(0.01), 0.9, 0.999, 1e-8, 0),
                List.of(new Turn()),
                List.of(),
                Optional.empty(),
                new Never());
        List<Double> objectives = new ArrayList<>();
        try (Teacher teacher = store.over(Teacher.of(big), "resnet-8 of seed 3")) {
            Task task = new Task(
                    small,
                    Optional.of(teacher),
                    method,
                    training,
                    data.train().select(IntStream.range(3, 203).toArray()),
                    data.test(),
                    List.of(),
                    seed,
                    views);
            TrainingState end = new TrainingLoop(task, List.of(event -> {
                        if (event instanceof Event.EpochDone done) {
                            objectives.add(done.objective());
                        }
                    }))
                    .run();
            return new Outcome(
                    end.parameters().dup(),
                    objectives,
                    teacher.answered().rows(),
                    teacher.answered().kept());
        }
    }

    @Test
    void the_same_bits_with_and_without_a_cache_and_on_the_second_time() {
        Outcome without = train(new KeepNothing(), Optional.empty(), 7);
        Outcome filling = train(new KeepFloats(), Optional.empty(), 7);
        Outcome reading = train(new KeepFloats(), Optional.empty(), 7);
        for (Outcome with : List.of(filling, reading)) {
            assertEquals(without.objectives(), with.objectives());
            assertEquals(without.parameters(), with.parameters());
        }
        // 200 rows in 3 epochs of 4 views, and the 20 test rows of the validation before them
        assertEquals(620, filling.rows());
        assertTrue(filling.kept() > 100 && filling.kept() < 400, "kept: " + filling.kept());
        assertEquals(620, reading.kept());
        assertNotEquals(
                without.parameters(),
                train(new KeepFloats(), Optional.empty(), 8).parameters());
    }

    @Test
    void drawn_views_change_the_training_and_not_the_answers() {
        Outcome without = train(new KeepNothing(), Optional.of(2), 7);
        Outcome with = train(new KeepFloats(), Optional.of(2), 7);
        assertEquals(without.parameters(), with.parameters());
        assertNotEquals(
                without.parameters(),
                train(new KeepNothing(), Optional.empty(), 7).parameters());
    }

    @Test
    void rounded_answers_are_near_and_the_same_each_time() {
        Outcome exact = train(new KeepFloats(), Optional.empty(), 7);
        Outcome filling = train(new KeepHalves(), Optional.empty(), 7);
        Outcome reading = train(new KeepHalves(), Optional.empty(), 7);
        assertEquals(filling.parameters(), reading.parameters());
        assertEquals(filling.objectives(), reading.objectives());
        assertNotEquals(exact.objectives(), filling.objectives());
        for (int i = 0; i < EPOCHS; i++) {
            // A half has 11 bits: answers are off by a share of 2^-12 at most, an objective of order 1 by little more.
            assertEquals(exact.objectives().get(i), filling.objectives().get(i), 1e-2);
        }
    }
}
