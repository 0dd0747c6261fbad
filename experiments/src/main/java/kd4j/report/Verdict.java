package kd4j.report;

import java.util.Locale;
import kd4j.metric.Paired;
import kd4j.metric.Paired.Better;

/**
 * What the seeds of a run say about distilling against training the student alone.
 *
 * @param paired distilled minus student alone in accuracy, over the same seeds, after the test that fits them
 * @param wilcoxon the same after the signed-rank test
 */
record Verdict(Paired paired, Paired wilcoxon) {
    static Verdict of(double[] distilled, double[] alone) {
        return new Verdict(Paired.t(distilled, alone, Better.HIGHER), Paired.wilcoxon(distilled, alone, Better.HIGHER));
    }

    /** The verdict as a sentence, with its evidence. */
    String sentence() {
        if (paired.n() == 1) {
            return same()
                    ? "distilled and student alone are equally accurate - one seed: no test is possible"
                    : "distilled is %s than student alone by %s points of accuracy - one seed: no test is possible"
                            .formatted(paired.meanDifference() > 0 ? "higher" : "lower", size());
        }
        String beginning =
                switch (paired.verdict()) {
                    case BETTER -> "distilled is better than student alone";
                    case WORSE -> "distilled is worse than student alone";
                    case NOT_DISTINGUISHABLE -> "distilled and student alone are not distinguishable";
                };
        return beginning + ": " + evidence();
    }

    private String evidence() {
        String interval = paired.ci95()
                .map(i -> "95 %% interval %s to %s; ".formatted(points(i.low()), points(i.high())))
                .orElse("");
        return "%s points of accuracy (%s%s test over n = %d seeds, %s)"
                .formatted(
                        points(paired.meanDifference()),
                        interval,
                        paired.test(),
                        paired.n(),
                        probability(paired.p().orElseThrow()));
    }

    private boolean same() {
        return Math.abs(paired.meanDifference()) < 1e-12;
    }

    private String size() {
        return String.format(Locale.ROOT, "%.2f", 100 * Math.abs(paired.meanDifference()));
    }

    private static String points(double share) {
        return String.format(Locale.ROOT, "%+.2f", 100 * share);
    }

    private static String probability(double p) {
        return p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
    }
}
