package kd4j.ui;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kd4j.run.Summary.Spread;

/** What the list needs of a run's two records; keys that a run has not are null. */
final class Records {
    private Records() {}

    /** Of {@code provenance.json}. */
    record Origin(String started, String combination) {}

    /** Of {@code summary.json}. */
    record Outcome(String name, Rows data, List<Long> seeds, Map<String, Figures> arms) {
        Optional<Figures> arm(String name) {
            return Optional.ofNullable(arms).map(all -> all.get(name));
        }
    }

    /** The data. */
    record Rows(String name) {}

    /** An arm, by accuracy or, where rows have numbers to predict, by RMSE. */
    record Figures(Spread accuracy, Spread rmse) {
        String text() {
            if (accuracy == null) {
                return rmse == null ? "" : "RMSE " + format("%.4g", rmse.mean());
            }
            return format("%.2f %%", 100 * accuracy.mean());
        }

        private static String format(String pattern, double value) {
            return String.format(Locale.ROOT, pattern, value);
        }
    }
}
