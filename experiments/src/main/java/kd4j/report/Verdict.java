package kd4j.report;

import java.util.Locale;

/** Puts into a sentence what the seeds of a run say about distilling against training the student alone. */
final class Verdict {
    /** Above this probability of chance, two arms are called not distinguishable. */
    static final double LEVEL = 0.05;

    private Verdict() {}

    static String of(Paired paired) {
        Spread difference = paired.difference();
        if (difference.n() == 1) {
            return untested(difference) + " - one seed: no test is possible";
        }
        if (paired.t().isEmpty()) {
            String each = untested(difference) + " in each of n = " + difference.n() + " seeds";
            return equal(difference) ? each : each + "; without any spread no test is possible";
        }
        double p = paired.t().get();
        String ranking = difference.mean() > 0
                ? "distilled is better than student alone"
                : "distilled is worse than student alone";
        return (p < LEVEL ? ranking : "distilled and student alone are not distinguishable")
                + ": "
                + evidence(difference, p);
    }

    private static String untested(Spread difference) {
        if (equal(difference)) {
            return "distilled and student alone are equally accurate";
        }
        return String.format(
                Locale.ROOT,
                "distilled is %.2f points of accuracy %s student alone",
                100 * Math.abs(difference.mean()),
                difference.mean() > 0 ? "above" : "below");
    }

    private static boolean equal(Spread difference) {
        return Math.abs(difference.mean()) < 1e-12;
    }

    private static String evidence(Spread difference, double p) {
        Spread.Interval interval = difference.interval().orElseThrow();
        return "%s points of accuracy (95 %% interval %s to %s; paired t-test over n = %d seeds, %s)"
                .formatted(
                        points(difference.mean()),
                        points(interval.low()),
                        points(interval.high()),
                        difference.n(),
                        probability(p));
    }

    private static String points(double share) {
        return String.format(Locale.ROOT, "%+.2f", 100 * share);
    }

    private static String probability(double p) {
        return p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
    }
}
