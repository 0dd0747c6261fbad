package kd4j.metric;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;

/** How many seeds it takes to see a difference of a given size with the paired t test, two-sided, at the 5 % level. */
public final class Power {
    /** The chance of seeing it that is usually asked for. */
    public static final double USUAL = 0.8;

    /** More seeds than anybody trains. */
    static final int MOST = 10_000;

    private static final double LEVEL = 0.05;
    private static final GaussIntegratorFactory GAUSS = new GaussIntegratorFactory();
    private static final int POINTS = 32;
    private static final int PANELS = 8;
    private static final double TINY = 1e-13;

    private Power() {}

    /**
     * The chance that the test calls a true difference distinguishable, by the noncentral t distribution with {@code n - 1}
     * degrees of freedom and noncentrality {@code sqrt(n) * difference / sd}.
     *
     * @param n seeds, 2 or more
     * @param difference the true mean difference
     * @param sd standard deviation of the differences over seeds, > 0
     */
    public static double of(int n, double difference, double sd) {
        double beyond = Statistics.quantile(n - 1);
        double noncentrality = Math.sqrt(n) * difference / sd;
        return 1 - below(beyond, n - 1, noncentrality) + below(-beyond, n - 1, noncentrality);
    }

    /**
     * The fewest seeds with at least this chance; empty where more than {@value #MOST} would be needed.
     *
     * @param power the chance, above 0.05 and below 1
     * @throws IllegalArgumentException when sd is not > 0 or the power is out of range
     */
    public static OptionalInt seeds(double difference, double sd, double power) {
        if (!(sd > 0) || !(power > LEVEL && power < 1) || !Double.isFinite(difference)) {
            throw new IllegalArgumentException(
                    "a finite difference, sd > 0 and a power above 0.05 and below 1; given %s, %s and %s"
                            .formatted(difference, sd, power));
        }
        int high = 2;
        while (of(high, difference, sd) < power) {
            if (high == MOST) {
                return OptionalInt.empty();
            }
            high = Math.min(MOST, 2 * high);
        }
        return OptionalInt.of(between(high / 2, high, difference, sd, power));
    }

    /** The first number after low that has the power; high has it, low has not, or is below 2. */
    private static int between(int low, int high, double difference, double sd, double power) {
        int without = low;
        int with = high;
        while (with - without > 1) {
            int middle = (with + without) / 2;
            if (of(middle, difference, sd) < power) {
                without = middle;
            } else {
                with = middle;
            }
        }
        return with;
    }

    /** {@code P(T <= t)}: the mean of {@code Phi(t * s - noncentrality)} over {@code s = sqrt(chi^2 / degrees)}. */
    private static double below(double t, int degrees, double noncentrality) {
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        ChiSquaredDistribution chi = new ChiSquaredDistribution(null, degrees);
        UnivariateFunction integrand = s ->
                normal.cumulativeProbability(t * s - noncentrality) * chi.density(degrees * s * s) * 2 * degrees * s;
        double from = Math.sqrt(chi.inverseCumulativeProbability(TINY) / degrees);
        double to = Math.sqrt(chi.inverseCumulativeProbability(1 - TINY) / degrees);
        // Not until two sums agree: with many degrees the density's own rounding keeps them apart.
        return IntStream.range(0, PANELS)
                .mapToDouble(i -> panel(integrand, from + i * (to - from) / PANELS, (to - from) / PANELS))
                .sum();
    }

    private static double panel(UnivariateFunction integrand, double from, double width) {
        return GAUSS.legendre(POINTS, from, from + width).integrate(integrand);
    }
}
