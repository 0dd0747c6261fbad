package kd4j.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import kd4j.metric.Holm;
import kd4j.metric.McNemar;
import kd4j.metric.Paired;
import kd4j.metric.Power;
import kd4j.metric.Statistics;

/**
 * What the seeds of a run say about distilling against training the student alone.
 *
 * @param measure what is compared
 * @param paired distilled minus student alone in it, over the same seeds, after the test that fits them
 * @param wilcoxon the same after the signed-rank test
 * @param seeds how many seeds would tell a difference like this one four times out of five; empty where that is not known
 * @param rows where there is a single seed: the test of its two students on the same test rows; empty where answers were not kept
 * @param comparisons how many runs are compared at once
 * @param holm the probability after Holm for so many comparisons; empty where there is none
 */
record Verdict(
        Measure measure,
        Paired paired,
        Paired wilcoxon,
        OptionalInt seeds,
        Optional<McNemar> rows,
        int comparisons,
        Optional<Double> holm) {
    private static final double LEVEL = 0.05;

    /**
     * The verdict of a run by itself.
     *
     * @param rows distilled against student alone on the test rows; looked at where there is a single seed
     */
    static Verdict of(Measure measure, double[] distilled, double[] alone, Optional<McNemar> rows) {
        Paired paired = Paired.t(distilled, alone, measure.better());
        Optional<McNemar> single = rows.filter(test -> paired.n() == 1);
        return new Verdict(
                measure,
                paired,
                Paired.wilcoxon(distilled, alone, measure.better()),
                seeds(paired, distilled, alone),
                single,
                1,
                paired.p().or(() -> single.map(McNemar::p)));
    }

    /** The probability before Holm, over seeds or, of a single seed, over rows; empty where no test is possible. */
    Optional<Double> p() {
        return paired.p().or(() -> rows.map(McNemar::p));
    }

    /** The test that it rests on. */
    String test() {
        return rows.map(McNemar::test).orElse(paired.test());
    }

    /** Student's interval is there only where the differences have a spread. */
    private static OptionalInt seeds(Paired paired, double[] distilled, double[] alone) {
        if (paired.ci95().isEmpty()) {
            return OptionalInt.empty();
        }
        double[] differences = IntStream.range(0, alone.length)
                .mapToDouble(i -> distilled[i] - alone[i])
                .toArray();
        double sd = Statistics.summary(differences).sd().orElseThrow();
        return Power.seeds(paired.meanDifference(), sd, Power.USUAL);
    }

    /** The same verdicts, each probability adjusted for all of them; runs without one do not count. */
    static Map<String, Verdict> together(Map<String, Verdict> single) {
        List<String> tested = single.keySet().stream()
                .filter(run -> single.get(run).p().isPresent())
                .toList();
        double[] holm = Holm.adjusted(tested.stream()
                .mapToDouble(run -> single.get(run).p().orElseThrow())
                .toArray());
        Map<String, Verdict> together = new LinkedHashMap<>(single);
        for (int i = 0; i < holm.length; i++) {
            Verdict one = single.get(tested.get(i));
            together.put(
                    tested.get(i),
                    new Verdict(
                            one.measure,
                            one.paired,
                            one.wilcoxon,
                            one.seeds,
                            one.rows,
                            holm.length,
                            Optional.of(holm[i])));
        }
        return together;
    }

    /** The verdict as a sentence, with its evidence. */
    String sentence() {
        if (holm.isEmpty()) {
            return same()
                    ? "distilled and student alone are equally %s - one seed: no test is possible"
                            .formatted(measure == Measure.ACCURACY ? "accurate" : "good in RMSE")
                    : "distilled is %s than student alone by %s %s - one seed: no test is possible"
                            .formatted(paired.meanDifference() > 0 ? "higher" : "lower", size(), measure.unit());
        }
        if (holm.get() >= LEVEL || same()) {
            return "distilled and student alone are not distinguishable: " + evidence() + wanted();
        }
        return "distilled is %s than student alone: %s"
                .formatted(measure.betters(paired.meanDifference()) ? "better" : "worse", evidence());
    }

    private String evidence() {
        String interval = paired.ci95()
                .map(i -> "95 %% interval %s to %s; "
                        .formatted(measure.difference(i.low()), measure.difference(i.high())))
                .orElse("");
        return "%s %s (%s%s test over n = %s, %s%s)%s"
                .formatted(
                        measure.difference(paired.meanDifference()),
                        measure.unit(),
                        interval,
                        test(),
                        rows.map(Verdict::told).orElse(paired.n() + " seeds"),
                        probability(p().orElseThrow()),
                        comparisons == 1
                                ? ""
                                : "; %s after Holm for %d comparisons"
                                        .formatted(probability(holm.orElseThrow()), comparisons),
                        rows.isPresent() ? " - one seed: of these two networks, not of others trained alike" : "");
    }

    private static String told(McNemar rows) {
        return "%,d test rows, %d of which only distilled has right and %d only student alone"
                .formatted(rows.rows(), rows.firstOnly(), rows.secondOnly());
    }

    private String wanted() {
        return seeds.isEmpty()
                ? ""
                : ". A true difference of this size and spread takes about %,d seeds to tell"
                        .formatted(seeds.getAsInt());
    }

    private boolean same() {
        return Math.abs(paired.meanDifference()) < 1e-12;
    }

    private String size() {
        return measure.text(Math.abs(paired.meanDifference()));
    }

    static String probability(double p) {
        return p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
    }
}
