package kd4j.compress.quantise;

import kd4j.component.Component;
import kd4j.model.quantise.Grid;

/**
 * The grid that keeps the most of the distribution that was seen: {@code sum p ln(p / q)} is smallest, among those over 1, 0.99, 0.98 and so
 * on of the range. {@code p} is the distribution over bins, with everything beyond the grid's ends put into its end bins; {@code q} is that of
 * the bins within the ends, made even among the bins that hold something and round to one number of the grid. Both sum to 1. Source: Migacz,
 * 8-bit inference with TensorRT, GPU Technology Conference 2017.
 */
@Component("entropy")
public record Entropy() implements Calibration {
    /** What q counts as where it has nothing but p has. */
    private static final double NOTHING = 1e-9;

    @Override
    public Grid grid(Histogram seen) {
        return Shrinking.best(seen, grid -> divergence(seen, grid));
    }

    static double divergence(Histogram seen, Grid grid) {
        long[] counts = seen.counts();
        double half = (seen.high() - seen.low()) / counts.length / 2;
        int from = 0;
        int to = counts.length - 1;
        while (from < to && seen.middle(from) + half < grid.lowest()) {
            from++;
        }
        while (to > from && seen.middle(to) - half > grid.highest()) {
            to--;
        }
        double[] p = within(counts, from, to);
        double[] q = evened(seen, grid, p, from);
        for (int bin = 0; bin < from; bin++) {
            p[0] += counts[bin];
        }
        for (int bin = to + 1; bin < counts.length; bin++) {
            p[p.length - 1] += counts[bin];
        }
        return divergence(p, q);
    }

    private static double[] within(long[] counts, int from, int to) {
        double[] p = new double[to - from + 1];
        for (int i = 0; i < p.length; i++) {
            p[i] = counts[from + i];
        }
        return p;
    }

    /** Of the bins that round to one number, each that holds something gets an equal part of what they hold together. */
    private static double[] evened(Histogram seen, Grid grid, double[] p, int from) {
        double[] sums = new double[Grid.HIGHEST + 1];
        int[] filled = new int[Grid.HIGHEST + 1];
        int[] numbers = new int[p.length];
        for (int i = 0; i < p.length; i++) {
            numbers[i] = grid.quantised((float) seen.middle(from + i));
            sums[numbers[i]] += p[i];
            filled[numbers[i]] += p[i] > 0 ? 1 : 0;
        }
        double[] q = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            q[i] = p[i] > 0 ? sums[numbers[i]] / filled[numbers[i]] : 0;
        }
        return q;
    }

    private static double divergence(double[] p, double[] q) {
        double allP = 0;
        double allQ = 0;
        for (int i = 0; i < p.length; i++) {
            allP += p[i];
            allQ += q[i];
        }
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            if (p[i] > 0) {
                double share = p[i] / allP;
                sum += share * Math.log(share / Math.max(NOTHING, allQ > 0 ? q[i] / allQ : 0));
            }
        }
        return sum;
    }
}
