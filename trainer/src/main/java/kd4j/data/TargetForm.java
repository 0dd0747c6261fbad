package kd4j.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * In which units targets are, and what networks answer about each of them. A value {@code v} stands for {@code mean + sd * v} in the
 * units of the data.
 *
 * @param mean for each target what 0 stands for
 * @param sd for each target what a difference of 1 stands for, > 0
 * @param quantiles the quantiles of each target that networks answer, between 0 and 1 and ascending; empty for the target itself
 */
public record TargetForm(List<Double> mean, List<Double> sd, List<Double> quantiles) {
    public TargetForm {
        mean = List.copyOf(mean);
        sd = List.copyOf(sd);
        quantiles = List.copyOf(quantiles);
    }

    /** The units of the data, and the targets themselves. */
    static TargetForm asTheyAre(int targets) {
        return new TargetForm(Collections.nCopies(targets, 0.0), Collections.nCopies(targets, 1.0), List.of());
    }

    /**
     * Units in which these rows have mean 0 and standard deviation 1 (that of a population).
     *
     * @param rows in the units of the data
     * @param names of the targets
     * @throws DataException when a target is the same in all rows
     */
    public static TargetForm standard(Samples rows, List<String> names, List<Double> quantiles) {
        double[][] values = ((Truth.Targets) rows.truth(Order.natural(rows.size()))).values();
        List<Double> means = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        for (int target = 0; target < names.size(); target++) {
            double mean = meanOf(values, target, 0, 1);
            double sd = Math.sqrt(meanOf(values, target, mean, 2));
            if (!(sd > 0)) {
                throw new DataException(
                        "target '%s' is %s in all %d training rows, so there is nothing to learn; name another column"
                                .formatted(names.get(target), mean, values.length));
            }
            means.add(mean);
            deviations.add(sd);
        }
        return new TargetForm(means, deviations, quantiles);
    }

    private static double meanOf(double[][] values, int target, double centre, int power) {
        double sum = 0;
        for (double[] row : values) {
            double difference = row[target] - centre;
            sum += power == 1 ? difference : difference * difference;
        }
        return sum / values.length;
    }

    /** How many numbers a row has. */
    public int targets() {
        return mean.size();
    }

    /** How many numbers a network answers about each target; its outputs are those of the first target, then of the next. */
    public int answersEach() {
        return Math.max(1, quantiles.size());
    }

    /** What networks answer, by name: the targets, or {@code price q0.9} for each quantile of each. */
    public List<String> outputs(List<String> names) {
        return quantiles.isEmpty()
                ? names
                : names.stream()
                        .flatMap(name -> quantiles.stream().map(q -> name + " q" + q))
                        .toList();
    }

    /** The mean of each output of a network. */
    public double[] outputMeans() {
        return repeated(mean);
    }

    /** The standard deviation of each output of a network. */
    public double[] outputDeviations() {
        return repeated(sd);
    }

    private double[] repeated(List<Double> ofTargets) {
        return IntStream.range(0, targets() * answersEach())
                .mapToDouble(output -> ofTargets.get(output / answersEach()))
                .toArray();
    }

    /** A row that is in the units of the data, in these units. */
    double[] of(double[] row) {
        return IntStream.range(0, row.length)
                .mapToDouble(i -> (row[i] - mean.get(i)) / sd.get(i))
                .toArray();
    }
}
