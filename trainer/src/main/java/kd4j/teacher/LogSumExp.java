package kd4j.teacher;

import java.util.Arrays;

/** {@code log of the sum of exp(x)}, without overflow. */
final class LogSumExp {
    private LogSumExp() {}

    static double of(double[] values) {
        double largest = Arrays.stream(values).max().orElseThrow();
        return largest
                + Math.log(Arrays.stream(values).map(v -> Math.exp(v - largest)).sum());
    }
}
