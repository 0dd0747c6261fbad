package kd4j.loss;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import kd4j.memory.HostMemory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Class scores as Java sees them. A dozen of ND4J's operations on a batch of ten classes take a millisecond when everything
 * else in a step has pushed them out of the processor's caches; here ND4J is asked for exponentials and logarithms alone. What
 * comes out has the bits of ND4J's operations.
 */
final class HostRows {
    private HostRows() {}

    /** Whether an array is a matrix of floats that Java can reach. */
    static boolean hold(INDArray logits) {
        return logits.dataType() == DataType.FLOAT && HostMemory.holdsRows(logits);
    }

    /**
     * The softmax of each row.
     *
     * @param log where the logarithms go; may be the logits themselves
     */
    static Softmax softmax(INDArray logits, INDArray log) {
        int rows = Math.toIntExact(logits.size(0));
        int classes = Math.toIntExact(logits.size(1));
        float[] x = read(logits);
        for (int row = 0; row < rows; row++) {
            subtract(x, row * classes, classes, largest(x, row * classes, classes));
        }
        write(x, log);
        INDArray shares = Nd4j.createUninitialized(DataType.FLOAT, log.shape());
        Nd4j.exec(new Exp(log, shares));
        float[] powers = read(shares);
        float[] sums = new float[rows];
        for (int row = 0; row < rows; row++) {
            sums[row] = sum(powers, row * classes, classes);
            divide(powers, row * classes, classes, sums[row]);
        }
        write(powers, shares);
        INDArray logs = Nd4j.createFromArray(sums);
        Nd4j.exec(new Log(logs, logs));
        float[] distances = read(logs);
        for (int row = 0; row < rows; row++) {
            subtract(x, row * classes, classes, distances[row]);
        }
        write(x, log);
        return new Softmax(log, shares);
    }

    /** The sum of one number of each row. */
    static double sumAt(int[] columns, INDArray matrix) {
        FloatBuffer numbers = HostMemory.floats(matrix);
        int width = Math.toIntExact(matrix.size(1));
        double sum = 0;
        for (int row = 0; row < columns.length; row++) {
            sum += numbers.get(row * width + columns[row]);
        }
        Reference.reachabilityFence(matrix);
        return sum;
    }

    /** Subtracts 1 from one number of each row and divides all by the number of rows, in place. */
    static INDArray gradient(INDArray shares, int[] labels) {
        int classes = Math.toIntExact(shares.size(1));
        float[] x = read(shares);
        for (int row = 0; row < labels.length; row++) {
            x[row * classes + labels[row]] -= 1;
        }
        divide(x, 0, x.length, labels.length);
        write(x, shares);
        return shares;
    }

    private static float[] read(INDArray array) {
        float[] numbers = new float[Math.toIntExact(array.length())];
        HostMemory.floats(array).get(numbers);
        Reference.reachabilityFence(array);
        return numbers;
    }

    private static void write(float[] numbers, INDArray array) {
        HostMemory.floats(array).put(numbers);
        Reference.reachabilityFence(array);
    }

    private static float largest(float[] x, int from, int n) {
        float largest = x[from];
        for (int i = 1; i < n; i++) {
            largest = Math.max(largest, x[from + i]);
        }
        return largest;
    }

    private static float sum(float[] x, int from, int n) {
        float sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[from + i];
        }
        return sum;
    }

    private static void subtract(float[] x, int from, int n, float number) {
        for (int i = 0; i < n; i++) {
            x[from + i] -= number;
        }
    }

    private static void divide(float[] x, int from, int n, float number) {
        for (int i = 0; i < n; i++) {
            x[from + i] /= number;
        }
    }
}
