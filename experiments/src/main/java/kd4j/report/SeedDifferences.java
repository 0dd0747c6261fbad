package kd4j.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kd4j.metric.Holm;
import kd4j.metric.Paired;

/**
 * How several figures by seed differ from one: the mean difference, its 95 % interval after Student over pairs of seeds, and a verdict. All of
 * them are asked at once, so the probabilities are adjusted after Holm.
 */
final class SeedDifferences {
    private static final double LEVEL = 0.05;

    private SeedDifferences() {}

    /**
     * A cell of a table for each.
     *
     * @param base a figure a seed
     * @param others by name, figures of the same seeds in the same order
     */
    static Map<String, String> cells(Measure measure, double[] base, Map<String, double[]> others) {
        Map<String, Paired> tests = new LinkedHashMap<>();
        others.forEach((name, figures) -> tests.put(name, Paired.t(figures, base, measure.better())));
        List<String> tested = tests.keySet().stream()
                .filter(n -> tests.get(n).p().isPresent())
                .toList();
        double[] holm = Holm.adjusted(
                tested.stream().mapToDouble(n -> tests.get(n).p().get()).toArray());
        Map<String, String> cells = new LinkedHashMap<>();
        tests.forEach((name, test) -> cells.put(name, measure.difference(test.meanDifference()) + " (one seed)"));
        for (int i = 0; i < holm.length; i++) {
            cells.put(tested.get(i), cell(measure, tests.get(tested.get(i)), holm[i]));
        }
        return cells;
    }

    private static String cell(Measure measure, Paired test, double holm) {
        String verdict = holm >= LEVEL || test.meanDifference() == 0
                ? "not distinguishable"
                : measure.betters(test.meanDifference()) ? "better" : "worse";
        return "%s%s %s"
                .formatted(
                        measure.difference(test.meanDifference()),
                        test.ci95().map(i -> " (" + measure.interval(i) + ")").orElse(""),
                        verdict);
    }
}
