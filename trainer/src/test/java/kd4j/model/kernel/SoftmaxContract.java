package kd4j.model.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Softmax along the last axis. */
interface SoftmaxContract extends KernelsUnderTest {
    private static List<Tensor> scores() {
        return List.of(
                Tensor.drawn(61, 3, 1),
                Tensor.between(-8, 8, 62, 128, 10),
                Tensor.between(-1000, 1000, 63, 17, 10),
                Tensor.between(900, 1000, 64, 2, 5),
                Tensor.between(-2, 2, 65, 4, 7, 7),
                Tensor.between(-2, 2, 66, 2, 3, 9, 9));
    }

    private static double[] shares(Tensor scores) {
        int classes = scores.channels();
        double[] shares = new double[scores.values().length];
        for (int row = 0; row < shares.length; row += classes) {
            double[] x = Arrays.copyOfRange(scores.values(), row, row + classes);
            double largest = Arrays.stream(x).max().orElseThrow();
            double sum = Arrays.stream(x).map(v -> Math.exp(v - largest)).sum();
            for (int i = 0; i < classes; i++) {
                shares[row + i] = Math.exp(x[i] - largest) / sum;
            }
        }
        return shares;
    }

    @Test
    default void sharesAddUp() {
        for (Tensor scores : scores()) {
            double[] shares = shares(scores);
            Expected output = new Expected(scores.shape());
            for (int i = 0; i < shares.length; i++) {
                // A rounded score counts by its size.
                output.add(i, shares[i], shares[i] * (1 + 0.1 * Math.abs(scores.values()[i])) + Float.MIN_NORMAL);
            }
            new Trial((k, x, y) -> k.softmax(x[0], y[0]), scores).check(this, output);
        }
    }

    @Test
    default void scoresFarApartStayFinite() {
        Tensor scores = new Tensor(new double[] {3e38, -3e38, 0, -3e38, -3e38, -3e38}, 2, 3);
        double[] shares = new Trial((k, x, y) -> k.softmax(x[0], y[0]), rounded(scores))
                .answers(kernels(), type(), new long[] {2, 3})[0];
        assertTrue(Arrays.stream(shares).allMatch(Double::isFinite), Arrays.toString(shares));
    }

    private static Tensor rounded(Tensor tensor) {
        return new Tensor(Arrays.stream(tensor.values()).map(v -> (float) v).toArray(), tensor.shape());
    }

    @Test
    default void gradientsOfSoftmax() {
        for (Tensor scores : scores()) {
            Tensor shares = rounded(new Tensor(shares(scores), scores.shape()));
            Tensor error = Tensor.drawn(67, scores.shape());
            Expected gradient = gradient(shares, error);
            new Trial((k, x, y) -> k.softmaxGradient(x[0], x[1], y[0]), shares, error).check(this, gradient);
            new Trial((k, x, y) -> k.softmaxGradient(x[0], y[0].assign(x[1]), y[0]), shares, error)
                    .check(this, gradient);
        }
    }

    private static Expected gradient(Tensor shares, Tensor error) {
        Expected gradient = new Expected(shares.shape());
        double[] p = shares.values();
        double[] e = error.values();
        int classes = shares.channels();
        for (int i = 0; i < p.length; i++) {
            gradient.add(i, p[i] * e[i]);
            int row = i / classes * classes;
            for (int j = row; j < row + classes; j++) {
                gradient.add(i, -p[i] * p[j] * e[j]);
            }
        }
        return gradient;
    }
}
