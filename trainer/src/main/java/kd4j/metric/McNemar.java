package kd4j.metric;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.util.CombinatoricsUtils;

/**
 * Two models on the same rows: only the rows that one of them gets right and the other wrong can tell them apart. Below {@value
 * #FEW} such rows the probability is the exact one, {@code 2 * P(X <= min(b, c))} for {@code X} of {@code b + c} fair coins, at
 * most 1; from there on {@code chi^2 = (|b - c| - 1)^2 / (b + c)}, with Edwards' correction for continuity and one degree of
 * freedom, where {@code |b - c| - 1} is taken as 0 for equal counts. It speaks of these two trained models, not of the ways in
 * which they were trained: for those, compare over several seeds ({@link Paired}). Source: McNemar, Psychometrika 12, 1947;
 * Edwards, Psychometrika 13, 1948.
 *
 * @param test the form that was taken, {@code exact McNemar} or {@code McNemar chi-square}
 * @param rows rows that both answered
 * @param firstOnly rows that only the first gets right, {@code b}
 * @param secondOnly rows that only the second gets right, {@code c}
 * @param p two-sided probability of counts at least as unequal if both were equally often right; 1 where no row tells them apart
 */
public record McNemar(String test, int rows, int firstOnly, int secondOnly, double p) {
    static final int FEW = 25;

    private static final String EXACT = "exact McNemar";
    private static final String CHI_SQUARE = "McNemar chi-square";

    /**
     * The test of two models' answers.
     *
     * @throws IllegalArgumentException when these are not answers to the same rows
     */
    public static McNemar of(List<Prediction> first, List<Prediction> second) {
        if (!sameRows(first, second)) {
            throw new IllegalArgumentException("answers to the same rows; given %d and %d rows, or other labels"
                    .formatted(first.size(), second.size()));
        }
        return of(first.size(), only(first, second), only(second, first));
    }

    /** Whether both are answers to rows with the same labels in the same order. */
    public static boolean sameRows(List<Prediction> first, List<Prediction> second) {
        return first.size() == second.size()
                && IntStream.range(0, first.size())
                        .allMatch(
                                row -> first.get(row).label() == second.get(row).label());
    }

    /** The test of counts. */
    public static McNemar of(int rows, int firstOnly, int secondOnly) {
        int telling = firstOnly + secondOnly;
        return telling < FEW
                ? new McNemar(EXACT, rows, firstOnly, secondOnly, coins(Math.min(firstOnly, secondOnly), telling))
                : new McNemar(CHI_SQUARE, rows, firstOnly, secondOnly, chiSquare(firstOnly, secondOnly));
    }

    private static int only(List<Prediction> these, List<Prediction> others) {
        return (int) IntStream.range(0, these.size())
                .filter(row -> these.get(row).right() && !others.get(row).right())
                .count();
    }

    private static double coins(int fewer, int all) {
        double ways = IntStream.rangeClosed(0, fewer)
                .mapToDouble(k -> CombinatoricsUtils.binomialCoefficientDouble(all, k))
                .sum();
        return Math.min(1, 2 * ways / Math.pow(2, all));
    }

    /** With one degree of freedom, {@code P(chi^2 >= x) = erfc(sqrt(x / 2))}. */
    private static double chiSquare(int firstOnly, int secondOnly) {
        double apart = Math.max(0, Math.abs(firstOnly - secondOnly) - 1);
        return Erf.erfc(apart / Math.sqrt(2.0 * (firstOnly + secondOnly)));
    }
}
