package kd4j.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import kd4j.component.ShapeException;

/**
 * Counts what {@link Regressed} reports.
 *
 * @param sd for each target what a difference of 1 is in the units of the data
 * @param quantiles those that are predicted of each target, ascending; empty where the target itself is
 */
public record Regression(List<Double> sd, List<Double> quantiles) {
    /** The squares of one target. */
    private record Squares(double errors, double distances) {}

    /**
     * Compares answers with what is right.
     *
     * @param answers for each row those about the first target, then about the next
     * @param right for each row the targets
     * @param teacher a teacher's answers; empty where there is none
     */
    public Regressed assess(double[][] answers, double[][] right, Optional<double[][]> teacher) {
        int each = Math.max(1, quantiles.size());
        check(answers, right.length, each * sd.size());
        teacher.ifPresent(given -> check(given, right.length, each * sd.size()));
        List<Squares> squares = IntStream.range(0, sd.size())
                .mapToObj(target -> squares(answers, right, target, target * each + middle()))
                .toList();
        double rows = right.length;
        double[] byTarget = IntStream.range(0, sd.size())
                .mapToDouble(t -> squares.get(t).errors * sd.get(t) * sd.get(t) / rows)
                .toArray();
        double standard =
                squares.stream().mapToDouble(s -> s.errors / rows).average().orElseThrow();
        return new Regressed(
                right.length,
                Math.sqrt(Arrays.stream(byTarget).average().orElseThrow()),
                absolute(answers, right, each),
                Math.sqrt(standard),
                r2(squares),
                Arrays.stream(byTarget).map(Math::sqrt).boxed().toList(),
                quantiles.isEmpty() ? Optional.empty() : Optional.of(quantiled(answers, right)),
                teacher.map(given -> likeness(answers, given, each)));
    }

    /** Which of a target's answers stands for it: the quantile nearest to a half, the first of two. */
    private int middle() {
        int best = 0;
        for (int q = 1; q < quantiles.size(); q++) {
            best = Math.abs(quantiles.get(q) - 0.5) < Math.abs(quantiles.get(best) - 0.5) ? q : best;
        }
        return best;
    }

    private static void check(double[][] answers, int rows, int outputs) {
        if (answers.length != rows || Arrays.stream(answers).anyMatch(row -> row.length != outputs)) {
            throw new ShapeException("answers have shape [%d, %s]; targets need [%d, %d]"
                    .formatted(answers.length, answers.length == 0 ? "?" : answers[0].length, rows, outputs));
        }
    }

    private static Squares squares(double[][] answers, double[][] right, int target, int output) {
        double mean =
                Arrays.stream(right).mapToDouble(row -> row[target]).average().orElseThrow();
        return new Squares(
                sum(right.length, row -> square(answers[row][output] - right[row][target])),
                sum(right.length, row -> square(right[row][target] - mean)));
    }

    private static Optional<Double> r2(List<Squares> squares) {
        return squares.stream().anyMatch(s -> s.distances == 0)
                ? Optional.empty()
                : Optional.of(squares.stream()
                        .mapToDouble(s -> 1 - s.errors / s.distances)
                        .average()
                        .orElseThrow());
    }

    private double absolute(double[][] answers, double[][] right, int each) {
        return overTargets(target -> sd.get(target)
                * sum(right.length, row -> Math.abs(answers[row][target * each + middle()] - right[row][target]))
                / right.length);
    }

    private Regressed.Likeness likeness(double[][] answers, double[][] teacher, int each) {
        double mean = overTargets(target -> square(sd.get(target))
                * IntStream.range(target * each, target * each + each)
                        .mapToDouble(output ->
                                sum(answers.length, row -> square(answers[row][output] - teacher[row][output])))
                        .sum()
                / answers.length
                / each);
        return new Regressed.Likeness(mean, Math.sqrt(mean));
    }

    private Regressed.Quantiled quantiled(double[][] answers, double[][] right) {
        int each = quantiles.size();
        double numbers = (double) right.length * sd.size();
        List<Double> coverage = IntStream.range(0, each)
                .mapToObj(q -> sum(right.length, row -> IntStream.range(0, sd.size())
                                .filter(t -> right[row][t] <= answers[row][t * each + q])
                                .count())
                        / numbers)
                .toList();
        double pinball = sum(right.length, row -> IntStream.range(0, sd.size() * each)
                .mapToDouble(o -> pinball(quantiles.get(o % each), right[row][o / each] - answers[row][o]))
                .sum());
        double crossed = sum(right.length, row -> IntStream.range(0, sd.size())
                .filter(t -> IntStream.range(t * each + 1, t * each + each)
                        .anyMatch(o -> answers[row][o] < answers[row][o - 1]))
                .count());
        return new Regressed.Quantiled(pinball / numbers / each, coverage, crossed / numbers);
    }

    private static double pinball(double quantile, double error) {
        return error >= 0 ? quantile * error : (quantile - 1) * error;
    }

    private double overTargets(IntToDoubleFunction of) {
        return IntStream.range(0, sd.size()).mapToDouble(of).average().orElseThrow();
    }

    private static double sum(int rows, IntToDoubleFunction ofRow) {
        return IntStream.range(0, rows).mapToDouble(ofRow).sum();
    }

    private static double square(double x) {
        return x * x;
    }
}
