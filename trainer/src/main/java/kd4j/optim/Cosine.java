package kd4j.optim;

import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;

/**
 * A rate that falls along half a cosine: {@code floor + (peak - floor) * (1 + cos(pi * epoch / epochs)) / 2}. Source:
 * Loshchilov and Hutter, SGDR, arXiv 1608.03983, without restarts.
 *
 * @param peak the rate at the start, > 0
 * @param floor the rate at the end, from 0 to {@code peak}
 */
@Component("cosine")
public record Cosine(double peak, @Default("0.0") double floor) implements Schedule {
    public Cosine {
        Require.positive("peak", peak);
        Require.that(floor >= 0 && floor <= peak, "floor", floor, "a number from 0 to the peak " + peak);
    }

    /** A rate that falls to 0. */
    public Cosine(double peak) {
        this(peak, 0);
    }

    @Override
    public double at(double epoch, double epochs) {
        // At the start also of a training of length 0, which is what a warm-up longer than the training leaves.
        double done = epoch <= 0 ? 0 : Math.min(1, epoch / epochs);
        return floor + (peak - floor) * (1 + Math.cos(Math.PI * done)) / 2;
    }
}
