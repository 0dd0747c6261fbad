package kd4j.bench;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import kd4j.run.Json;

/**
 * How fast a file answers, measured in a process of its own.
 *
 * @param p50Micros middle time of one row, in microseconds
 * @param p95Micros time within which 95 of 100 rows are answered
 * @param p99Micros time within which 99 of 100 rows are answered
 * @param calls rows that were timed one by one
 * @param rowsPerSecond rows a second in batches of 64
 * @param startMillis from the start of the process to its first answer, the start of Java included
 * @param peakKilobytes the most memory the process has had, in units of 1024 bytes; 0 where the system does not say
 * @param joulesPerRow energy of the whole processor for a row in batches of 64; null where it cannot be measured
 * @param energyMissing why there is no energy; empty where there is
 */
record FileTimes(
        double p50Micros,
        double p95Micros,
        double p99Micros,
        long calls,
        double rowsPerSecond,
        double startMillis,
        long peakKilobytes,
        Double joulesPerRow,
        String energyMissing) {
    String json() {
        return Json.line(this);
    }

    static FileTimes parse(String line) {
        return Json.parse(line, FileTimes.class);
    }

    /** The middle of each figure over several rounds. */
    static FileTimes middle(List<FileTimes> rounds) {
        FileTimes first = rounds.get(0);
        Optional<Double> joules =
                first.joulesPerRow == null ? Optional.empty() : Optional.of(middle(rounds, t -> t.joulesPerRow));
        return new FileTimes(
                middle(rounds, t -> t.p50Micros),
                middle(rounds, t -> t.p95Micros),
                middle(rounds, t -> t.p99Micros),
                rounds.stream().mapToLong(t -> t.calls).sum(),
                middle(rounds, t -> t.rowsPerSecond),
                middle(rounds, t -> t.startMillis),
                (long) middle(rounds, t -> t.peakKilobytes),
                joules.orElse(null),
                first.energyMissing);
    }

    private static double middle(List<FileTimes> rounds, ToDoubleFunction<FileTimes> figure) {
        return Spread.of(rounds.stream().map(figure::applyAsDouble).toList()).median();
    }
}
