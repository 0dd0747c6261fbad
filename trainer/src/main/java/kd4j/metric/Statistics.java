package kd4j.metric;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.IntervalUtils;

/** What may be said about figures that were measured over several seeds. */
public final class Statistics {
    private static final double LEVEL = 0.95;
    private static final double ACCURACY = 1e-14;

    private Statistics() {}

    /**
     * An interval of numbers.
     *
     * @param low its lower end
     * @param high its upper end
     */
    public record Interval(double low, double high) {}

    /**
     * Figures in short.
     *
     * @param n how many figures
     * @param mean their mean
     * @param sd their sample standard deviation, with n - 1; empty for one figure
     * @param ci95 the 95 % interval of the mean after Student; empty for one figure
     */
    public record Summary(int n, double mean, Optional<Double> sd, Optional<Interval> ci95) {}

    /**
     * Mean, spread and interval.
     *
     * @throws IllegalArgumentException when there are no figures, or one is not finite
     */
    public static Summary summary(double... figures) {
        requireFinite(figures);
        double mean = StatUtils.mean(figures);
        if (figures.length == 1) {
            return new Summary(1, mean, Optional.empty(), Optional.empty());
        }
        // A sum of rounded squares need not be 0 for equal figures.
        boolean equal = Arrays.stream(figures).allMatch(figure -> figure == figures[0]);
        double sd = equal ? 0 : Math.sqrt(StatUtils.variance(figures));
        return new Summary(figures.length, mean, Optional.of(sd), Optional.of(interval(mean, sd, figures.length)));
    }

    /**
     * The 95 % interval of a share after Wilson: for which shares so many of so many rows are no surprise.
     *
     * @param hits how many of them, from 0 to {@code rows}
     * @param rows rows looked at, 1 or more
     */
    public static Interval proportion(int hits, int rows) {
        ConfidenceInterval interval = IntervalUtils.getWilsonScoreInterval(rows, hits, LEVEL);
        return new Interval(Math.max(0, interval.getLowerBound()), Math.min(1, interval.getUpperBound()));
    }

    static Interval interval(double mean, double sd, int n) {
        double half = quantile(n - 1) * sd / Math.sqrt(n);
        return new Interval(mean - half, mean + half);
    }

    /** What Student's t exceeds in absolute value with a chance of 5 %. Without an accuracy, the library stops at 1e-9. */
    static double quantile(int degrees) {
        return new TDistribution(null, degrees, ACCURACY).inverseCumulativeProbability((1 + LEVEL) / 2);
    }

    static void requireFinite(double... figures) {
        if (figures.length == 0 || !Arrays.stream(figures).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("finite figures, at least one; given " + Arrays.toString(figures));
        }
    }
}
