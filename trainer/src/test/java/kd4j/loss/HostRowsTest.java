package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What Java computes has the bits of the same formula in ND4J's operations. */
class HostRowsTest {
    private static INDArray logits(int rows, int classes, double spread) {
        Random random = new Random(31L * rows + classes);
        float[] x = new float[rows * classes];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (spread * random.nextGaussian());
        }
        return Nd4j.createFromArray(x).reshape('c', new long[] {rows, classes});
    }

    private static int[] labels(int rows, int classes) {
        return new Random(5).ints(rows, 0, classes).toArray();
    }

    private static void assertBits(INDArray expected, INDArray actual) {
        assertArrayEquals(expected.shape(), actual.shape());
        assertArrayEquals(
                expected.dup('c').data().asFloat(), actual.dup('c').data().asFloat());
    }

    @ParameterizedTest
    @CsvSource({"128, 10, 1", "128, 100, 4", "7, 3, 100", "1, 1, 1", "33, 1000, 10", "256, 2, 0.01"})
    void the_softmax_is_that_of_operations(int rows, int classes, double spread) {
        INDArray x = logits(rows, classes, spread);
        INDArray log = x.sub(x.max(true, 1));
        INDArray shares = Transforms.exp(log, true);
        INDArray sums = shares.sum(true, 1);
        shares.divi(sums);
        log.subi(Transforms.log(sums, true));
        Softmax host = HostRows.softmax(x, Nd4j.createUninitialized(DataType.FLOAT, x.shape()));
        assertBits(log, host.log());
        assertBits(shares, host.shares());
        assertBits(logits(rows, classes, spread), x);
        Softmax inPlace = HostRows.softmax(x, x);
        assertBits(log, x);
        assertBits(shares, inPlace.shares());
    }

    @ParameterizedTest
    @CsvSource({"128, 10", "127, 10", "3, 1000", "1, 1"})
    void the_gradient_is_that_of_operations(int rows, int classes) {
        INDArray x = logits(rows, classes, 2);
        int[] labels = labels(rows, classes);
        INDArray expected = x.sub(Scores.oneHot("a test", labels, x)).divi((double) rows);
        assertBits(expected, HostRows.gradient(x, labels));
    }

    @Test
    void sums_one_number_of_each_row() {
        INDArray x = logits(50, 4, 3);
        int[] labels = labels(50, 4);
        double sum = IntStream.range(0, 50)
                .mapToDouble(i -> x.getFloat(i, labels[i]))
                .sum();
        assertEquals(sum, HostRows.sumAt(labels, x), 1e-12);
    }

    @Test
    void rows_of_a_larger_matrix_are_rows_too() {
        INDArray all = logits(12, 5, 3);
        INDArray part = all.get(NDArrayIndex.interval(4, 9));
        assertTrue(HostRows.hold(part));
        assertBits(Softmax.of(part.dup('c')).shares(), Softmax.of(part).shares());
    }

    @Test
    void only_whole_rows_of_floats_are_held() {
        assertTrue(HostRows.hold(logits(3, 4, 1)));
        assertFalse(HostRows.hold(logits(3, 4, 1).castTo(DataType.DOUBLE)));
        assertFalse(HostRows.hold(logits(3, 4, 1).get(NDArrayIndex.all(), NDArrayIndex.interval(0, 2))));
        assertFalse(HostRows.hold(logits(3, 4, 1).transpose()));
        assertFalse(HostRows.hold(logits(3, 4, 1).reshape('c', 3, 2, 2)));
    }
}
