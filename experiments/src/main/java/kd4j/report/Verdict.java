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
            return "%s (%s points) - one seed: no test is possible"
                    .formatted(ranking(difference.mean()), points(difference.mean()));
        }
        if (paired.t().isEmpty()) {
            return "%s: %s points of accuracy in every one of n = %d seeds, without any spread that a test could use"
                    .formatted(ranking(difference.mean()), points(difference.mean()), difference.n());
        }
        double p = paired.t().get();
        String begin = p < LEVEL ? ranking(difference.mean()) : "distilled and student alone are not distinguishable";
        return begin + ": " + evidence(difference, p);
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

    private static String ranking(double difference) {
        if (Math.abs(difference) < 1e-12) {
            return "distilled and student alone are equal";
        }
        return "distilled is " + (difference > 0 ? "better" : "worse") + " than student alone";
    }

    private static String points(double share) {
        return String.format(Locale.ROOT, "%+.2f", 100 * share);
    }

    private static String probability(double p) {
        return p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
    }
}
