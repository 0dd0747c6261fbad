package kd4j.teacher;

import java.util.Arrays;

/** {@code log of the sum of exp(x)}, without overflow. */
final class LogSumExp {
    private LogSumExp() {}

    /** {@code -sum of p log p} in nats, with {@code p = softmax(values)}. */
    static double entropy(double[] values) {
        double normal = of(values);
        return Arrays.stream(values)
                .map(v -> -Math.exp(v - normal) * (v - normal))
                .sum();
    }

    static double of(double[] values) {
        double largest = Arrays.stream(values).max().orElseThrow();
        return largest
                + Math.log(Arrays.stream(values).map(v -> Math.exp(v - largest)).sum());
    }
}
