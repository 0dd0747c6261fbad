package kd4j.model.kernel;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What a kernel shall answer, and how large the numbers were that it is the sum of: rounding errors are in proportion to
 * these, however small the sum.
 */
final class Expected {
    private final long[] shape;
    private final double[] values;
    private final double[] sizes;

    Expected(long... shape) {
        this.shape = shape;
        values = new double[Tensor.size(shape)];
        sizes = new double[values.length];
    }

    /** Exactly these numbers. */
    static Expected exactly(Tensor tensor) {
        Expected expected = new Expected(tensor.shape());
        for (int i = 0; i < expected.values.length; i++) {
            expected.add(i, tensor.values()[i], 0);
        }
        return expected;
    }

    /** Adds a term to the sum at this place. */
    void add(int place, double term) {
        add(place, term, Math.abs(term));
    }

    /** Adds a term that itself came from numbers of this size. */
    void add(int place, double term, double size) {
        values[place] += term;
        sizes[place] += size;
    }

    /** The same with a number added to each channel. */
    Expected plus(Tensor bias) {
        Expected sum = copy();
        for (int i = 0; i < values.length; i++) {
            sum.add(i, bias.values()[i % bias.channels()]);
        }
        return sum;
    }

    /** The same with 0 in place of negative numbers. */
    Expected relu() {
        Expected positive = copy();
        Arrays.setAll(positive.values, i -> Math.max(0, values[i]));
        return positive;
    }

    private Expected copy() {
        Expected copy = new Expected(shape);
        System.arraycopy(values, 0, copy.values, 0, values.length);
        System.arraycopy(sizes, 0, copy.sizes, 0, sizes.length);
        return copy;
    }

    long[] shape() {
        return shape;
    }

    /** Where the first wrong number stands, in words; empty where all are right. */
    String difference(double[] actual, DataType type) {
        double precision = type == DataType.FLOAT ? 1e-5 : 1e-12;
        for (int i = 0; i < values.length; i++) {
            double allowed = sizes[i] == 0 ? 0 : precision * sizes[i] + Float.MIN_NORMAL;
            // Written so that NaN is wrong.
            if (!(Math.abs(actual[i] - values[i]) <= allowed)) {
                return "at " + i + " of " + Arrays.toString(shape) + ": " + actual[i] + " in place of " + values[i]
                        + " +- " + allowed;
            }
        }
        return "";
    }
}
