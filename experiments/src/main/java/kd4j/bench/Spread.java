package kd4j.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import kd4j.report.CsvTable;

/**
 * Some measurements of one thing.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param low the smallest
 * @param high the largest
 */
public record Spread(double median, double low, double high) {
    /**
     * Sums up one number or more.
     *
     * @throws BenchException when there is none
     */
    public static Spread of(Collection<Double> numbers) {
        double[] sorted =
                numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new BenchException("nothing was measured, so there is no median");
        }
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** What stands in the columns {@code X}, {@code X_low} and {@code X_high} of a table; empty where nothing was measured. */
    static Optional<Spread> find(CsvTable.Row row, String column) {
        return row.findNumber(column)
                .map(median -> new Spread(median, row.number(column + "_low"), row.number(column + "_high")));
    }

    /**
     * Change of y for each unit of x, by least squares; 0 for fewer than two points.
     *
     * @param x positions, not all equal
     * @param y values
     */
    static double slope(double[] x, double[] y) {
        double xMean = Arrays.stream(x).average().orElse(0);
        double yMean = Arrays.stream(y).average().orElse(0);
        double joint = 0;
        double square = 0;
        for (int i = 0; i < x.length; i++) {
            joint += (x[i] - xMean) * (y[i] - yMean);
            square += (x[i] - xMean) * (x[i] - xMean);
        }
        return square == 0 ? 0 : joint / square;
    }

    /** {@code 174.6 [172.0-195.1]}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s [%s-%s]", figure(median), figure(low), figure(high));
    }

    /** Three significant digits or more. */
    static String figure(double number) {
        return String.format(Locale.ROOT, Math.abs(number) < 10 ? "%.2f" : "%.1f", number);
    }
}
