package kd4j.loss;

import java.util.Arrays;
import kd4j.component.Component;
import kd4j.component.Default;

/**
 * Whether distances between rows have the same proportions for the student as for the teacher (relational distillation):
 * with {@code d_ij = |x_i - x_j|} divided by the mean over all pairs of different rows, the mean over pairs of {@code
 * h(d_student - d_teacher)}, where {@code h(u) = u^2 / 2} below 1 and {@code |u| - 1/2} from there on. It is 0 when both
 * agree, up to scale, rotation and shift. Both are {@code [rows, ...]} of any shape, also different ones, laid out as
 * vectors; two rows or more. Worked in doubles; the gradient goes through the mean distance as well, and pairs of equal rows
 * have none. Meant for the last features; a usual weight is 25, with 50 for {@code rkd-angle}. Source: Park et al., arXiv
 * 1904.05068.
 *
 * @param reduction {@code mean}: the sum over all ordered pairs divided by rows^2 (all public code), {@code
 *     l2-normalised-mean}: the same for rows divided by their L2 norms, {@code sum}: not divided (the paper)
 */
@Component("rkd-distance")
public record RkdDistance(@Default("mean") Relations reduction) implements TapLoss {
    private static final String NAME = "rkd-distance";

    @Override
    public Term evaluate(Signals signals) {
        return reduction.evaluate(Pair.of(NAME, signals), 2, RkdDistance::compare);
    }

    private static double compare(Distances student, Distances teacher, double factor, double[] gradient) {
        double[] d = student.plain();
        double[] target = teacher.plain();
        double mean = mean(d);
        double targetMean = mean(target);
        double value = 0;
        double along = 0;
        for (int i = 0; i < d.length; i++) {
            double u = d[i] / mean - target[i] / targetMean;
            value += factor * Relations.huber(u);
            gradient[i] = factor * Relations.slope(u);
            along += gradient[i] * d[i] / mean;
        }
        atSquares(gradient, d, mean, along / positive(d));
        return value;
    }

    /** From a gradient at {@code d / mean} to one at {@code d^2}. */
    private static void atSquares(double[] gradient, double[] d, double mean, double along) {
        for (int i = 0; i < d.length; i++) {
            gradient[i] = d[i] == 0 ? 0 : (gradient[i] - along) / mean / (2 * d[i]);
        }
    }

    /** Of distances that are not 0, as in the public code; 1 where there are none. */
    private static double mean(double[] d) {
        double sum = Arrays.stream(d).sum();
        return sum == 0 ? 1 : sum / positive(d);
    }

    private static long positive(double[] d) {
        return Math.max(1, Arrays.stream(d).filter(one -> one > 0).count());
    }
}
