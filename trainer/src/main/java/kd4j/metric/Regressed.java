package kd4j.metric;

import java.util.List;
import java.util.Optional;

/**
 * How well predicted numbers fit the right ones on some rows. Where quantiles are predicted, the one nearest to the median stands for
 * the target. Means are over rows and targets; all but {@code standardRmse} are in the units of the data.
 *
 * @param rows rows looked at
 * @param rmse root of the mean squared error
 * @param mae mean absolute error
 * @param standardRmse root of the mean of squared errors in units of each target's standard deviation over the training rows
 * @param r2 {@code 1 - sum of squared errors / sum of squared distances from the mean of these rows}, the mean over targets; empty
 *     where a target is the same in all of these rows
 * @param rmseByTarget root of the mean squared error of each target
 * @param quantiles figures of predicted quantiles; empty where none were predicted
 * @param teacher comparison with a teacher; empty where none was given
 */
public record Regressed(
        int rows,
        double rmse,
        double mae,
        double standardRmse,
        Optional<Double> r2,
        List<Double> rmseByTarget,
        Optional<Quantiled> quantiles,
        Optional<Likeness> teacher)
        implements Assessment {
    public Regressed {
        rmseByTarget = List.copyOf(rmseByTarget);
    }

    /**
     * How well predicted quantiles fit.
     *
     * @param pinball mean over rows, targets and quantiles of {@code q * e} for {@code e = target - prediction >= 0} and of {@code (q -
     *     1) * e} below 0, in units of each target's standard deviation over the training rows
     * @param coverage for each quantile the share of targets that are no larger; near the quantile where it is right
     * @param crossed share of rows and targets with a quantile below that of a smaller share
     */
    public record Quantiled(double pinball, List<Double> coverage, double crossed) {
        public Quantiled {
            coverage = List.copyOf(coverage);
        }
    }

    /**
     * How much a student answers like its teacher.
     *
     * @param meanSquare mean over rows and outputs of {@code (student - teacher)^2}
     * @param rootMeanSquare its root, in the units of the data
     */
    public record Likeness(double meanSquare, double rootMeanSquare) {}

    /** The mean pinball loss where quantiles are predicted, else {@link #standardRmse}. */
    @Override
    public double choice() {
        return quantiles.map(Quantiled::pinball).orElse(standardRmse);
    }

    @Override
    public double tieBreak() {
        return mae;
    }
}
