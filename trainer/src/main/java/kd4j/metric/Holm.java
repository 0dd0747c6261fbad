package kd4j.metric;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Several comparisons at once: with twenty of them, one falls below 5 % by chance alone. Holm's step-down keeps the chance of
 * any false claim at 5 %, with no assumption on how the comparisons hang together. Source: Holm, Scandinavian Journal of
 * Statistics 6, 1979.
 */
public final class Holm {
    private Holm() {}

    /**
     * Probabilities that may be compared with 5 % again: with {@code p(1) <= p(2) <= ... <= p(m)}, the adjusted {@code p(i)} is the
     * largest {@code (m - j + 1) * p(j)} for {@code j <= i}, at most 1.
     *
     * @param p probabilities of the single comparisons, from 0 to 1
     * @return adjusted ones, in the order given
     * @throws IllegalArgumentException when one is not a probability
     */
    public static double[] adjusted(double... p) {
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> probability(p[i])))
                .mapToInt(i -> i)
                .toArray();
        double[] adjusted = new double[p.length];
        double largest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            largest = Math.max(largest, Math.min(1, (p.length - rank) * p[order[rank]]));
            adjusted[order[rank]] = largest;
        }
        return adjusted;
    }

    private static double probability(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("probabilities from 0 to 1; given " + p);
        }
        return p;
    }
}
