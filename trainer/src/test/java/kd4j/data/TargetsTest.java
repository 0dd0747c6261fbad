package kd4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows with numbers to predict. */
class TargetsTest {
    private final Samples rows = MemorySamples.ofTargets(
            Shape.of(1), new float[][] {{0}, {1}, {2}, {3}}, new double[][] {{1, 10}, {3, 10}, {5, 30}, {7, 30}});

    @Test
    void batchesHaveTheirRowsTargets() {
        Batch batch =
                Batches.evaluation(rows.select(new int[] {2, 0}), List.of(), 8).batch(0);
        assertEquals(2, batch.rows());
        assertArrayEquals(new double[][] {{5, 30}, {1, 10}}, values(batch.truth()));
        assertArrayEquals(
                new double[][] {{1, 10}}, values(batch.select(new int[] {1}).truth()));
    }

    @Test
    void theyBelongToNoClass() {
        String message = assertThrows(DataException.class, () -> rows.label(1)).getMessage();
        assertEquals("row 1 has targets and belongs to no class", message);
        Batch batch = Batches.evaluation(rows, List.of(), 8).batch(0);
        assertThrows(DataException.class, batch::labels);
        Data data = new Data("some", List.of("a", "b"), rows, rows, Map.of());
        assertEquals(
                "some: has the targets [a, b] and no classes",
                assertThrows(DataException.class, data::classes).getMessage());
    }

    /** Means 4 and 20; mean squared distances (9 + 1 + 1 + 9) / 4 = 5 and 100. */
    @Test
    void standardUnitsHaveMean0AndDeviation1() {
        TargetForm form = TargetForm.standard(rows, List.of("a", "b"), List.of(0.1, 0.9));
        assertEquals(List.of(4.0, 20.0), form.mean());
        assertEquals(List.of(Math.sqrt(5), 10.0), form.sd());
        Data data = new Data("some", List.of("a", "b"), rows, rows, Map.of()).in(form);
        assertEquals(List.of("a q0.1", "a q0.9", "b q0.1", "b q0.9"), data.outputs());
        assertArrayEquals(
                new double[][] {{3 / Math.sqrt(5), 1}}, values(data.test().truth(new int[] {3})));
        assertArrayEquals(new double[] {4, 4, 20, 20}, form.outputMeans());
    }

    @Test
    void aTargetThatIsTheSameEverywhereIsRefused() {
        Samples flat = rows.select(new int[] {0, 1});
        assertEquals(
                "target 'b' is 10.0 in all 2 training rows, so there is nothing to learn; name another column",
                assertThrows(DataException.class, () -> TargetForm.standard(flat, List.of("a", "b"), List.of()))
                        .getMessage());
    }

    @Test
    void numbersThatAreNotFiniteAreRefused() {
        assertThrows(
                DataException.class,
                () -> MemorySamples.ofTargets(Shape.of(1), new float[1][1], new double[][] {{Double.NaN}}));
    }

    @Test
    void validationRowsAreDrawnBySeedAndId() {
        double[][] targets =
                IntStream.range(0, 100).mapToObj(i -> new double[] {i}).toArray(double[][]::new);
        Samples many = MemorySamples.ofTargets(Shape.of(1), new float[100][1], targets);
        Partition ten = Partition.of(many, 0.1, 3);
        Partition twenty = Partition.of(many, 20, 3);
        assertEquals(10, ten.validation().size());
        assertEquals(80, twenty.train().size());
        List<Integer> larger = ids(twenty.validation());
        assertEquals(
                ids(ten.validation()),
                ids(ten.validation()).stream().filter(larger::contains).toList());
        assertEquals(
                "validation would take 100 of 100 training rows; allowed: 1 to 99",
                assertThrows(DataException.class, () -> Partition.of(many, 100, 3))
                        .getMessage());
    }

    private static List<Integer> ids(Samples samples) {
        return IntStream.range(0, samples.size()).mapToObj(samples::id).toList();
    }

    private static double[][] values(Truth truth) {
        return ((Truth.Targets) truth).values();
    }
}
