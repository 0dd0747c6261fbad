package kd4j.metric;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import kd4j.metric.Statistics.Interval;
import org.apache.commons.math3.util.CombinatoricsUtils;

/**
 * The percentile interval of a mean: what would be found with other draws from the same figures. It assumes no distribution,
 * but with fewer than about ten figures it is too narrow; Student's interval ({@link Statistics#summary}) is not. Up to {@value
 * #EXACT} figures every way to draw is counted; above that {@value #DRAWS} draws are made, always the same ones. Source: Efron,
 * The Annals of Statistics 7, 1979.
 */
public final class Bootstrap {
    static final int EXACT = 9;
    static final int DRAWS = 20_000;
    private static final double TAIL = 0.025;
    private static final long SEED = 1979;

    private Bootstrap() {}

    /**
     * The 95 % interval.
     *
     * @throws IllegalArgumentException when there are no figures, or one is not finite
     */
    public static Interval ofMean(double... figures) {
        Statistics.requireFinite(figures);
        TreeMap<Double, Double> chances = figures.length <= EXACT ? all(figures) : some(figures);
        return new Interval(quantile(chances, TAIL), quantile(chances, 1 - TAIL));
    }

    /** The chance of each sum of a draw of n out of n, with replacement. */
    private static TreeMap<Double, Double> all(double[] figures) {
        TreeMap<Double, Double> chances = new TreeMap<>();
        count(figures, 0, figures.length, 0, CombinatoricsUtils.factorialDouble(figures.length), chances);
        return means(chances, figures.length);
    }

    /** Takes each figure from 0 to all remaining times; a draw's ways are n! / (k_1! k_2! ...). */
    private static void count(
            double[] figures, int at, int left, double sum, double ways, Map<Double, Double> chances) {
        if (at == figures.length - 1) {
            double total = sum + left * figures[at];
            chances.merge(total, ways / CombinatoricsUtils.factorialDouble(left), Double::sum);
            return;
        }
        for (int taken = 0; taken <= left; taken++) {
            double divided = ways / CombinatoricsUtils.factorialDouble(taken);
            count(figures, at + 1, left - taken, sum + taken * figures[at], divided, chances);
        }
    }

    private static TreeMap<Double, Double> some(double[] figures) {
        SplittableRandom random = new SplittableRandom(SEED);
        TreeMap<Double, Double> chances = new TreeMap<>();
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (int i = 0; i < figures.length; i++) {
                sum += figures[random.nextInt(figures.length)];
            }
            chances.merge(sum, 1.0, Double::sum);
        }
        return means(chances, figures.length);
    }

    private static TreeMap<Double, Double> means(Map<Double, Double> sums, int n) {
        TreeMap<Double, Double> means = new TreeMap<>();
        sums.forEach((sum, ways) -> means.merge(sum / n, ways, Double::sum));
        return means;
    }

    /** The smallest mean at or below which lies at least this share of all ways. */
    private static double quantile(TreeMap<Double, Double> ways, double share) {
        double all = ways.values().stream().mapToDouble(w -> w).sum();
        double reached = 0;
        for (Map.Entry<Double, Double> mean : ways.entrySet()) {
            reached += mean.getValue();
            // A share that is met exactly may be missed by rounding.
            if (reached >= share * all * (1 - 1e-12)) {
                return mean.getKey();
            }
        }
        throw new IllegalArgumentException(
                "no ways to draw from " + Arrays.toString(ways.keySet().toArray()));
    }
}
