package kd4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kd4j.data.Batch;
import kd4j.data.Batches;
import kd4j.data.DataException;
import kd4j.data.MemorySamples;
import kd4j.data.Partition;
import kd4j.data.Samples;
import kd4j.data.Seeds;
import kd4j.data.Shape;
import kd4j.data.Transform;
import kd4j.data.Truth;
import kd4j.loss.CrossEntropy;
import kd4j.loss.Outputs;
import kd4j.loss.Signals;
import kd4j.model.Network;
import kd4j.model.architecture.Mlp;
import kd4j.optim.Adam;
import kd4j.optim.Constant;
import kd4j.optim.Never;
import kd4j.optim.Training;
import kd4j.optim.Updater;
import org.junit.jupiter.api.Test;

/** Batches that are prepared in the background change nothing but the time. */
class PrefetchedTrainingTest {
    private static final Shape SHAPE = Shape.of(6);
    private static final int BATCH = 16;
    private static final Adam ADAM = new Adam(new Constant(0.01), 0.9, 0.999, 1e-8, 0);

    /** Moves the values round by the view. */
    private record Turn() implements Transform {
        @Override
        public long views(Shape input) {
            return input.values();
        }

        @Override
        public void apply(Shape shape, float[] in, float[] out, long view) {
            for (int i = 0; i < shape.values(); i++) {
                out[(int) ((i + view) % shape.values())] = in[i];
            }
        }
    }

    private static MemorySamples rows(int count) {
        float[][] values = new float[count][6];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 3;
            for (int j = 0; j < 6; j++) {
                values[i][j] = (float) Seeds.uniform(Seeds.mix(Seeds.Use.SYNTHETIC, 3, i, j)) + labels[i];
            }
        }
        return MemorySamples.ofFloats(SHAPE, values, labels);
    }

    private static Network network() {
        return Network.create(new Mlp(List.of(16), 0.25, 0).blueprint(SHAPE, 3), 5);
    }

    private static Training training() {
        return new Training(2, BATCH, ADAM, List.of(new Turn()), List.of(), Optional.empty(), new Never());
    }

    @Test
    void the_same_bits_as_one_batch_after_the_other() {
        MemorySamples rows = rows(150);
        Network network = network();
        TrainingState end =
                new TrainingLoop(Task.alone(network, training(), new Partition(rows, rows(30)), 11), List.of()).run();
        Network plain = network();
        Updater updater = ADAM.begin(plain.parameters(), Optional.ofNullable(plain.decayMask()));
        for (int epoch = 0; epoch < 2; epoch++) {
            Batches batches = Batches.training(rows, List.of(), List.of(new Turn()), BATCH, 11, epoch);
            for (int i = 0; i < 10; i++) {
                step(plain, updater, batches.batch(i), epoch * 10 + i);
            }
        }
        assertEquals(plain.parameters(), end.parameters());
    }

    private static void step(Network network, Updater updater, Batch batch, long step) {
        network.learn(batch.features(), Set.of(), Seeds.mix(Seeds.Use.NOISE, 11, step), activations -> {
            Signals signals = new Signals(batch.labels(), new Outputs(activations), new Outputs(Map.of()), 0);
            return new CrossEntropy().evaluate(signals).gradients();
        });
        updater.step(network.gradients(), 0.01, step);
    }

    @Test
    void rows_that_cannot_be_read_end_the_training_with_their_own_message() throws InterruptedException {
        MemorySamples rows = rows(60);
        DataException failure = new DataException("row 40: cannot be read");
        List<Thread> readers = new ArrayList<>();
        Samples broken = new Samples() {
            @Override
            public int size() {
                return rows.size();
            }

            @Override
            public Shape shape() {
                return rows.shape();
            }

            @Override
            public void read(int row, float[] into, int at) {
                if (row == 40) {
                    readers.add(Thread.currentThread());
                    throw failure;
                }
                rows.read(row, into, at);
            }

            @Override
            public Truth.Kind kind() {
                return rows.kind();
            }

            @Override
            public Truth truth(int[] some) {
                return rows.truth(some);
            }

            @Override
            public int label(int row) {
                return rows.label(row);
            }

            @Override
            public int id(int row) {
                return rows.id(row);
            }
        };
        TrainingLoop loop =
                new TrainingLoop(Task.alone(network(), training(), new Partition(broken, rows(30)), 11), List.of());
        assertSame(failure, assertThrows(DataException.class, loop::run));
        Thread reader = readers.get(0);
        reader.join(60_000);
        assertFalse(reader.isAlive());
    }

    @Test
    void a_listener_that_fails_leaves_no_thread_behind() throws InterruptedException {
        RunException failure = new RunException("the disk is full");
        List<Thread> seen = new ArrayList<>();
        TrainingLoop loop = new TrainingLoop(
                Task.alone(network(), training(), new Partition(rows(60), rows(30)), 11), List.of(event -> {
                    if (event instanceof Event.StepDone) {
                        Thread.getAllStackTraces().keySet().stream()
                                .filter(t -> t.getName().equals("kd4j-batches"))
                                .forEach(seen::add);
                        throw failure;
                    }
                }));
        assertSame(failure, assertThrows(RunException.class, loop::run));
        assertFalse(seen.isEmpty());
        for (Thread thread : seen) {
            thread.join(60_000);
            assertFalse(thread.isAlive());
        }
    }
}
