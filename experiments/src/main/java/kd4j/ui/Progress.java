package kd4j.ui;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import kd4j.ui.Trainings.Count;

/**
 * How far a run is.
 *
 * @param done epochs; a training that ended early counts as whole
 * @param total epochs of the plan; 0 where that is not known
 * @param left time that the others take if they go on as those before; empty where nobody can tell
 */
record Progress(int done, int total, Optional<Duration> left) {
    static Progress of(Optional<Plan> plan, Map<String, Count> counts) {
        if (plan.isEmpty()) {
            return new Progress(counts.values().stream().mapToInt(Count::epochs).sum(), 0, Optional.empty());
        }
        int done = 0;
        int total = 0;
        double seconds = 0;
        boolean known = true;
        for (Map.Entry<String, Integer> training : plan.get().epochs().entrySet()) {
            int all = training.getValue();
            Count count = counts.getOrDefault(training.getKey(), new Count(0, 0, false));
            int made = count.done() ? all : Math.min(all, count.epochs());
            Optional<Double> each = secondsPerEpoch(training.getKey(), counts);
            known &= made == all || each.isPresent();
            seconds += (all - made) * each.orElse(0.0);
            done += made;
            total += all;
        }
        return new Progress(
                done, total, known ? Optional.of(Duration.ofMillis(Math.round(1000 * seconds))) : Optional.empty());
    }

    /** As the same arm's epochs were, or those of the student's other arm. */
    private static Optional<Double> secondsPerEpoch(String training, Map<String, Count> counts) {
        String arm = training.substring(training.indexOf('/'));
        Optional<Double> own = mean(arm, counts);
        return own.isPresent() || arm.equals("/teacher")
                ? own
                : mean(arm.equals("/distilled") ? "/student-alone" : "/distilled", counts);
    }

    private static Optional<Double> mean(String arm, Map<String, Count> counts) {
        double seconds = 0;
        int epochs = 0;
        for (Map.Entry<String, Count> count : counts.entrySet()) {
            if (count.getKey().endsWith(arm)) {
                seconds += count.getValue().seconds();
                epochs += count.getValue().epochs();
            }
        }
        return epochs == 0 || seconds == 0 ? Optional.empty() : Optional.of(seconds / epochs);
    }

    /** From 0 to 1. */
    double share() {
        return total == 0 ? 0 : (double) done / total;
    }

    /** For people. */
    String words(boolean goesOn) {
        String epochs = total == 0 ? "%,d epochs".formatted(done) : "%,d of %,d epochs".formatted(done, total);
        return epochs
                + (goesOn ? left.map(time -> ", about " + told(time) + " left").orElse("") : "");
    }

    private static String told(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 90) {
            return Math.max(1, seconds) + " s";
        }
        return seconds < 5400
                ? (seconds + 30) / 60 + " min"
                : "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60);
    }
}
