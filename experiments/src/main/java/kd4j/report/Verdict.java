package kd4j.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import kd4j.metric.Holm;
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
 * @param comparisons how many runs are compared at once
 * @param holm the probability after Holm for so many comparisons; empty for a single seed
 */
record Verdict(
        Measure measure, Paired paired, Paired wilcoxon, OptionalInt seeds, int comparisons, Optional<Double> holm) {
    private static final double LEVEL = 0.05;

    static Verdict of(Measure measure, double[] distilled, double[] alone) {
        Paired paired = Paired.t(distilled, alone, measure.better());
        return new Verdict(
                measure,
                paired,
                Paired.wilcoxon(distilled, alone, measure.better()),
                seeds(paired, distilled, alone),
                1,
                paired.p());
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

    /** The same verdicts, each probability adjusted for all of them; runs with a single seed have none and do not count. */
    static Map<String, Verdict> together(Map<String, Verdict> single) {
        List<String> tested = single.keySet().stream()
                .filter(run -> single.get(run).paired().p().isPresent())
                .toList();
        double[] holm = Holm.adjusted(tested.stream()
                .mapToDouble(run -> single.get(run).paired().p().orElseThrow())
                .toArray());
        Map<String, Verdict> together = new LinkedHashMap<>(single);
        for (int i = 0; i < holm.length; i++) {
            Verdict one = single.get(tested.get(i));
            together.put(
                    tested.get(i),
                    new Verdict(one.measure, one.paired, one.wilcoxon, one.seeds, holm.length, Optional.of(holm[i])));
        }
        return together;
    }

    /** The verdict as a sentence, with its evidence. */
    String sentence() {
        if (paired.n() == 1) {
            return same()
                    ? "distilled and student alone are equally %s - one seed: no test is possible"
                            .formatted(measure == Measure.ACCURACY ? "accurate" : "good in RMSE")
                    : "distilled is %s than student alone by %s %s - one seed: no test is possible"
                            .formatted(paired.meanDifference() > 0 ? "higher" : "lower", size(), measure.unit());
        }
        if (holm.orElseThrow() >= LEVEL || paired.meanDifference() == 0) {
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
        return "%s %s (%s%s test over n = %d seeds, %s%s)"
                .formatted(
                        measure.difference(paired.meanDifference()),
                        measure.unit(),
                        interval,
                        paired.test(),
                        paired.n(),
                        probability(paired.p().orElseThrow()),
                        comparisons == 1
                                ? ""
                                : "; %s after Holm for %d comparisons"
                                        .formatted(probability(holm.orElseThrow()), comparisons));
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

    private static String probability(double p) {
        return p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
    }
}
