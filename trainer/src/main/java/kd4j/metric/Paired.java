package kd4j.metric;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import kd4j.metric.Statistics.Interval;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Two ways of doing something, compared over the same seeds. {@link #t} assumes differences that are about normal and can speak
 * from two pairs on; {@link #wilcoxon} assumes nothing but symmetry and is exact, so that it needs six pairs before it can
 * call anything distinguishable at 5 %.
 *
 * <p>Where all differences are equal and not 0, as happens with few test rows, Student's test would divide by a spread of 0 and be
 * certain; that many equal figures are a sign of coarse figures, not of certainty. The verdict then rests on the exact
 * signed-rank test, and there is no interval.
 *
 * @param test the test that the verdict rests on, {@code paired t} or {@code Wilcoxon signed-rank}
 * @param n pairs
 * @param meanDifference mean of first minus second
 * @param ci95 95 % interval of the mean difference after Student; empty where its spread cannot be known
 * @param p two-sided probability of differences at least as far from 0 if both were alike; empty for a single pair
 * @param verdict what may be said about the first at the 5 % level
 */
public record Paired(
        String test, int n, double meanDifference, Optional<Interval> ci95, Optional<Double> p, Verdict verdict) {
    private static final double LEVEL = 0.05;
    /** Differences that are this close, as a share of the largest figure, differ by the rounding of the subtraction. */
    private static final double GRAIN = 1e-9;

    private static final String STUDENT = "paired t";
    private static final String WILCOXON = "Wilcoxon signed-rank";

    /** Which figures are better. */
    public enum Better {
        HIGHER,
        LOWER
    }

    /**
     * Student's t test of the differences.
     *
     * @param first a figure a seed
     * @param second a figure for each of the same seeds, in the same order
     * @throws IllegalArgumentException when their numbers differ, or there are none, or one is not finite
     */
    public static Paired t(double[] first, double[] second, Better better) {
        double[] differences = differences(first, second);
        if (equal(grains(differences, first, second))) {
            return wilcoxon(first, second, better);
        }
        double mean = StatUtils.mean(differences);
        int n = differences.length;
        double t = mean / Math.sqrt(StatUtils.variance(differences) / n);
        double p = 2 * new TDistribution(null, n - 1).cumulativeProbability(-Math.abs(t));
        return new Paired(STUDENT, n, mean, interval(differences), Optional.of(p), verdict(p, mean, better));
    }

    /** The exact signed-rank test of the differences; pairs without a difference are left out, equal sizes share a rank. */
    public static Paired wilcoxon(double[] first, double[] second, Better better) {
        double[] differences = differences(first, second);
        double[] grains = grains(differences, first, second);
        int n = differences.length;
        double mean = StatUtils.mean(differences);
        Optional<Interval> interval = equal(grains) ? Optional.empty() : interval(differences);
        double p = SignedRanks.probability(grains);
        return new Paired(
                WILCOXON, n, mean, interval, n == 1 ? Optional.empty() : Optional.of(p), verdict(p, mean, better));
    }

    private static Optional<Interval> interval(double[] differences) {
        double sd = Math.sqrt(StatUtils.variance(differences));
        return Optional.of(Statistics.interval(StatUtils.mean(differences), sd, differences.length));
    }

    private static Verdict verdict(double p, double mean, Better better) {
        if (p >= LEVEL || mean == 0) {
            return Verdict.NOT_DISTINGUISHABLE;
        }
        return (mean > 0) == (better == Better.HIGHER) ? Verdict.BETTER : Verdict.WORSE;
    }

    private static boolean equal(double[] figures) {
        return Arrays.stream(figures).allMatch(figure -> figure == figures[0]);
    }

    /** The differences in whole grains, so that 0.03 - 0.02 and 0.02 - 0.01 are equal. */
    private static double[] grains(double[] differences, double[] first, double[] second) {
        double largest = DoubleStream.concat(Arrays.stream(first), Arrays.stream(second))
                .map(Math::abs)
                .max()
                .orElse(0);
        return largest == 0
                ? differences
                : Arrays.stream(differences)
                        .map(difference -> Math.rint(difference / (GRAIN * largest)))
                        .toArray();
    }

    private static double[] differences(double[] first, double[] second) {
        Statistics.requireFinite(first);
        Statistics.requireFinite(second);
        if (first.length != second.length) {
            throw new IllegalArgumentException("a figure for each seed on both sides; given %s and %s"
                    .formatted(Arrays.toString(first), Arrays.toString(second)));
        }
        return IntStream.range(0, first.length)
                .mapToDouble(i -> first[i] - second[i])
                .toArray();
    }
}
