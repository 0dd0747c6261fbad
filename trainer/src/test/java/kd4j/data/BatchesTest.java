package kd4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kd4j.component.KeyException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BatchesTest {
    /** Adds ten times the view to every value. */
    private record Add(long views) implements Transform {
        @Override
        public long views(Shape input) {
            return views;
        }

        @Override
        public void apply(Shape shape, float[] in, float[] out, long view) {
            for (int i = 0; i < shape.values(); i++) {
                out[i] = in[i] + 10 * view + 1;
            }
        }
    }

    private final Samples samples = MemorySamples.ofFloats(
            Shape.of(1, 2, 1),
            new float[][] {{.1f, .2f}, {.3f, .4f}, {.5f, .6f}, {.7f, .8f}, {.9f, 0}},
            new int[] {0, 1, 2, 3, 4});

    @Test
    void evaluationKeepsTheOrderAndChangesNothing() {
        Batches batches = Batches.evaluation(samples, List.of(), 2);
        assertEquals(3, batches.steps());
        Batch second = batches.batch(1);
        assertArrayEquals(new int[] {2, 3}, second.labels());
        assertArrayEquals(new long[2], second.views());
        assertArrayEquals(new long[] {2, 1, 2, 1}, second.features().shape());
        assertArrayEquals(
                new float[] {.5f, .6f, .7f, .8f}, second.features().dup().data().asFloat());
        assertEquals(1, batches.batch(2).rows());
        assertEquals('c', second.features().ordering());
        assertEquals(DataType.FLOAT, second.features().dataType());
    }

    @Test
    void trainingFollowsOrderAndViews() {
        Batches batches = Batches.training(samples, List.of(new Add(1)), List.of(new Add(162)), 3, 7, 2);
        int[] order = Order.of(7, 2, 5);
        // by Python: [mix(VIEW, 7, 2, i) % 162 for i in range(5)]
        long[] views = {140, 45, 11, 81, 86};
        Batch first = batches.batch(0);
        for (int i = 0; i < 3; i++) {
            assertEquals(order[i], first.ids()[i]);
            assertEquals(order[i], first.labels()[i]);
            assertEquals(views[order[i]], first.views()[i]);
            float value = new float[] {.1f, .3f, .5f, .7f, .9f}[order[i]];
            assertEquals(value + 2 + 10 * views[order[i]], first.features().getFloat(i, 0, 0, 0), 1e-3f);
        }
    }

    @Test
    void aStepIsTheSameWheneverItIsAskedFor() {
        Batches once = Batches.training(samples, List.of(), List.of(new Add(5)), 2, 1, 0);
        Batches again = Batches.training(samples, List.of(), List.of(new Add(5)), 2, 1, 0);
        Batch late = again.batch(2);
        Batch early = again.batch(0);
        assertEquals(once.batch(0).features(), early.features());
        assertEquals(once.batch(2).features(), late.features(), "an earlier batch is not overwritten");
    }

    @Test
    void arraysBelongToNoWorkspace() {
        try (MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace("test")) {
            INDArray features =
                    Batches.evaluation(samples, List.of(), 2).batch(0).features();
            assertFalse(features.isAttached());
            assertFalse(Batches.evaluation(samples, List.of(), 2)
                    .as(DataType.DOUBLE)
                    .batch(0)
                    .features()
                    .isAttached());
            assertTrue(workspace.isScopeActive());
        }
    }

    @Test
    void doublesHoldTheSameValues() {
        INDArray features = Batches.evaluation(samples, List.of(), 5)
                .as(DataType.DOUBLE)
                .batch(0)
                .features();
        assertEquals(DataType.DOUBLE, features.dataType());
        assertEquals((double) .3f, features.getDouble(1, 0, 0, 0));
    }

    @Test
    void refusesARandomFixedTransform() {
        DataException e = assertThrows(DataException.class, () -> Batches.evaluation(samples, List.of(new Add(2)), 2));
        assertTrue(e.getMessage().contains("have 2 views") && e.getMessage().contains("training.augment"));
    }

    @Test
    void refusesStepsThatThereAreNot() {
        Batches batches = Batches.evaluation(samples, List.of(), 2);
        assertThrows(IndexOutOfBoundsException.class, () -> batches.batch(3));
        assertThrows(IndexOutOfBoundsException.class, () -> batches.batch(-1));
        assertThrows(KeyException.class, () -> Batches.evaluation(samples, List.of(), 0));
    }
}
