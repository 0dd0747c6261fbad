package kd4j.report;

import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How values of several seeds lie.
 *
 * @param n number of values
 * @param mean their mean
 * @param sd their sample standard deviation (divisor {@code n - 1}); empty for one value
 * @param interval the 95 % interval of the mean after Student's t; empty for one value
 */
record Spread(int n, double mean, Optional<Double> sd, Optional<Interval> interval) {
    /** From {@code low} to {@code high}. */
    record Interval(double low, double high) {}

    static Spread of(double... values) {
        double mean = StatUtils.mean(values);
        if (values.length < 2) {
            return new Spread(values.length, mean, Optional.empty(), Optional.empty());
        }
        double sd = Math.sqrt(StatUtils.variance(values));
        double half = new TDistribution(values.length - 1).inverseCumulativeProbability(0.975)
                * sd
                / Math.sqrt(values.length);
        return new Spread(values.length, mean, Optional.of(sd), Optional.of(new Interval(mean - half, mean + half)));
    }
}
