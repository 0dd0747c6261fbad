package kd4j.model.kernel;

import java.util.Arrays;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Numbers in {@code 'c'} order and their shape, without ND4J. What is drawn is a float, so that both number types hold it.
 *
 * @param values the numbers
 * @param shape how many along each axis
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Tensor(double[] values, long... shape) {
    /** Uniform from -1 to 1. */
    static Tensor drawn(long seed, long... shape) {
        return between(-1, 1, seed, shape);
    }

    static Tensor between(double from, double to, long seed, long... shape) {
        Random random = new Random(seed);
        double[] values = new double[size(shape)];
        Arrays.setAll(values, i -> (float) (from + (to - from) * random.nextDouble()));
        return new Tensor(values, shape);
    }

    static Tensor of(double... values) {
        return new Tensor(values, values.length);
    }

    static int size(long... shape) {
        return Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
    }

    int size(int axis) {
        return Math.toIntExact(shape[axis]);
    }

    /** The length of the last axis. */
    int channels() {
        return size(shape.length - 1);
    }

    /** A view into a larger buffer, at an odd place; around it is NaN. */
    View placed(DataType type) {
        View view = View.of(type, shape);
        view.array().assign(Nd4j.createFromArray(values).castTo(type).reshape('c', shape));
        return view;
    }

    static double[] read(INDArray array) {
        return array.dup('c').data().asDouble();
    }

    /**
     * An array inside a larger one.
     *
     * @param buffer the larger one
     * @param array the part
     */
    record View(INDArray buffer, INDArray array) {
        private static final int BEFORE = 5;
        private static final int AFTER = 3;

        static View of(DataType type, long... shape) {
            long size = size(shape);
            INDArray buffer =
                    Nd4j.createUninitialized(type, BEFORE + size + AFTER).assign(Double.NaN);
            INDArray part = buffer.get(NDArrayIndex.interval(BEFORE, BEFORE + size));
            return new View(buffer, part.reshape('c', shape));
        }

        /** Whether nobody wrote around the part. */
        boolean untouchedAround() {
            double[] all = read(buffer);
            return Arrays.stream(all).limit(BEFORE).allMatch(Double::isNaN)
                    && Arrays.stream(all).skip(all.length - AFTER).allMatch(Double::isNaN);
        }
    }
}
