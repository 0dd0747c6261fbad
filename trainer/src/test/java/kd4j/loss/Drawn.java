package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What {@link LossContract} draws and compares. */
final class Drawn {
    private Drawn() {}

    static Outputs outputs(
            LossContract contract, Set<String> taps, int rows, Random random, DataType type, double size) {
        Map<String, INDArray> drawn = new TreeMap<>();
        for (String tap : new TreeSet<>(taps)) {
            long[] shape = contract.shape(tap, rows);
            long values = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
            double[] flat = random.doubles(values, -size, size).toArray();
            drawn.put(tap, Nd4j.createFromArray(flat).reshape(shape).castTo(type));
        }
        return new Outputs(drawn);
    }

    /** The same signals with every array changed. */
    static Signals map(Signals signals, UnaryOperator<INDArray> change, int[] labels) {
        return new Signals(
                labels,
                map(signals.student(), change),
                map(signals.teacher(), change),
                signals.progress(),
                signals.targets().map(change));
    }

    private static Outputs map(Outputs outputs, UnaryOperator<INDArray> change) {
        Map<String, INDArray> changed = new TreeMap<>();
        outputs.arrays().forEach((tap, array) -> changed.put(tap, change.apply(array)));
        return new Outputs(changed);
    }

    static INDArray rows(INDArray array, int[] order) {
        INDArray[] picked = Arrays.stream(order)
                .mapToObj(i -> array.get(NDArrayIndex.interval(i, i + 1)))
                .toArray(INDArray[]::new);
        return Nd4j.concat(0, picked);
    }

    /** The same numbers as a part of a larger array, not contiguous. */
    static INDArray asView(INDArray array) {
        INDArray large = Nd4j.concat(1, array.mul(99), array, array.mul(-99));
        return large.get(NDArrayIndex.all(), NDArrayIndex.interval(array.size(1), 2 * array.size(1)));
    }

    /** The same numbers as the last rows of a larger array, contiguous. */
    static INDArray asLaterRows(INDArray array) {
        INDArray large = Nd4j.concat(0, array.mul(99), array);
        return large.get(NDArrayIndex.interval(array.size(0), 2 * array.size(0)));
    }

    /** {@code (f(x + h) - f(x - h)) / 2h} for each number of one array of the signals, which is put back as it was. */
    static INDArray centralDifferences(Loss loss, Signals signals, INDArray array) {
        double h = 1e-5;
        INDArray slopes = Nd4j.create(DataType.DOUBLE, array.shape());
        for (long i = 0; i < array.length(); i++) {
            double x = array.getDouble(i);
            array.putScalar(i, x + h);
            double above = loss.evaluate(signals).value();
            array.putScalar(i, x - h);
            double below = loss.evaluate(signals).value();
            array.putScalar(i, x);
            slopes.putScalar(i, (above - below) / (2 * h));
        }
        return slopes;
    }

    /** Every entry within {@code tolerance * max(largest expected, 0.01)}. */
    static void assertClose(INDArray expected, INDArray actual, double tolerance) {
        assertEquals(Arrays.toString(expected.shape()), Arrays.toString(actual.shape()));
        double largest = Math.max(expected.amaxNumber().doubleValue(), 0.01);
        double difference =
                expected.sub(actual.castTo(expected.dataType())).amaxNumber().doubleValue();
        assertTrue(difference <= tolerance * largest, () -> "largest difference %s%nexpected %s%nactual %s"
                .formatted(difference, expected, actual));
    }

    static void assertAddsUp(double value, List<Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        double sum = parts.stream().mapToDouble(p -> p.weight() * p.value()).sum();
        assertEquals(value, sum, 1e-12 * (1 + Math.abs(value)), parts.toString());
        parts.forEach(part -> assertAddsUp(part.value(), part.parts()));
    }
}
