package kd4j.compress;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/** K-means of numbers: because they can be sorted, a cluster is a stretch, and one round takes a pass over the sorted numbers. */
final class Centres {
    private static final int ROUNDS = 100;

    private final double[] sorted;
    private final double[] sums;

    private Centres(double[] sorted) {
        this.sorted = sorted;
        this.sums = new double[sorted.length + 1];
        for (int i = 0; i < sorted.length; i++) {
            sums[i + 1] = sums[i] + sorted[i];
        }
    }

    /**
     * The centres, in rising order, all different; fewer than asked for where there are fewer different numbers.
     *
     * @param numbers at least one
     * @param uniform draws from [0, 1)
     */
    static double[] of(double[] numbers, int clusters, DoubleSupplier uniform) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        Centres all = new Centres(sorted);
        double[] centres = all.start(clusters, uniform);
        for (int round = 0; round < ROUNDS; round++) {
            double[] better = all.means(centres);
            if (Arrays.equals(better, centres)) {
                break;
            }
            centres = better;
        }
        return centres;
    }

    /** K-means++: each further centre is drawn with the squared distance from the nearest one so far. */
    private double[] start(int clusters, DoubleSupplier uniform) {
        double[] distances = new double[sorted.length];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        double[] centres = new double[clusters];
        centres[0] = sorted[(int) (uniform.getAsDouble() * sorted.length)];
        int found = 1;
        while (found < clusters) {
            double all = 0;
            for (int i = 0; i < sorted.length; i++) {
                double away = sorted[i] - centres[found - 1];
                distances[i] = Math.min(distances[i], away * away);
                all += distances[i];
            }
            if (all == 0) {
                break;
            }
            centres[found++] = sorted[drawn(distances, uniform.getAsDouble() * all)];
        }
        return Arrays.stream(centres, 0, found).sorted().distinct().toArray();
    }

    private static int drawn(double[] distances, double at) {
        double sum = 0;
        int last = 0;
        for (int i = 0; i < distances.length; i++) {
            if (distances[i] > 0) {
                last = i;
                sum += distances[i];
                if (sum > at) {
                    return i;
                }
            }
        }
        return last;
    }

    /** One round: the mean of each centre's numbers; a centre without numbers goes. */
    private double[] means(double[] centres) {
        double[] means = new double[centres.length];
        int found = 0;
        int from = 0;
        for (int c = 0; c < centres.length; c++) {
            int to = c + 1 < centres.length ? below((centres[c] + centres[c + 1]) / 2, from) : sorted.length;
            if (to > from) {
                means[found++] = (sums[to] - sums[from]) / (to - from);
            }
            from = to;
        }
        return Arrays.stream(means, 0, found).distinct().toArray();
    }

    /** How many of the sorted numbers are at most this. */
    private int below(double border, int from) {
        int to = from;
        while (to < sorted.length && sorted[to] <= border) {
            to++;
        }
        return to;
    }

    /** The nearest of the centres; of two that are equally near the smaller. */
    static int nearest(double[] centres, double number) {
        int at = Arrays.binarySearch(centres, number);
        if (at >= 0) {
            return at;
        }
        int above = -at - 1;
        if (above == 0 || above == centres.length) {
            return Math.min(above, centres.length - 1);
        }
        return number - centres[above - 1] <= centres[above] - number ? above - 1 : above;
    }
}
