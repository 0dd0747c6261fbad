package kd4j.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import kd4j.bench.Contender.Side;

/** All measurements of a benchmark and what follows from them. */
final class SpeedResults {
    /** A model with a number of threads. */
    record Case(BenchModel model, int threads) {
        @Override
        public String toString() {
            return "%s, %d %s".formatted(model.name(), threads, threads == 1 ? "thread" : "threads");
        }
    }

    /** A contender's rounds in one case. */
    record Entry(Case of, Side side, String name, List<Measurement> rounds) {
        /** Its time of a step: the median over rounds of each process's median. */
        Spread millis() {
            return spread(Measurement::stepMs);
        }

        /** Processor time of a step, all threads together. */
        Spread cpuMillis() {
            return spread(Measurement::cpuMs);
        }

        /** Its peak memory in MiB. */
        Spread peakMegabytes() {
            return spread(m -> m.peakKb() / 1024.0);
        }

        /** Growth of its memory in KiB a step. */
        Spread growthKb() {
            return spread(Measurement::growthKb);
        }

        private Spread spread(Function<Measurement, Double> figure) {
            return Spread.of(rounds.stream().map(figure).toList());
        }

        private Optional<Double> share() {
            List<Double> shares =
                    rounds.stream().flatMap(m -> m.frameworkShare().stream()).toList();
            return shares.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Spread.of(shares).median());
        }

        String framework() {
            return rounds.get(0).framework();
        }
    }

    private final Map<Case, Map<String, Entry>> cases = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    void add(Case one, Contender who, Measurement result) {
        Entry entry = cases.computeIfAbsent(one, c -> new LinkedHashMap<>())
                .computeIfAbsent(who.name(), n -> new Entry(one, who.side(), n, new ArrayList<>()));
        entry.rounds().add(result);
        if (result.parameters() != one.model().parameters()) {
            note("%s, %s has %d parameters, not %d: it is another network"
                    .formatted(who.name(), one, result.parameters(), one.model().parameters()));
        }
    }

    /** What a reader must know. */
    void note(String text) {
        if (!notes.contains(text)) {
            notes.add(text);
        }
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    List<Case> cases() {
        return List.copyOf(cases.keySet());
    }

    /** Rounds that were done so far. */
    int rounds() {
        return cases.values().stream()
                .flatMap(entries -> entries.values().stream())
                .mapToInt(entry -> entry.rounds().size())
                .max()
                .orElse(0);
    }

    List<Entry> entries(Case one) {
        return List.copyOf(cases.getOrDefault(one, Map.of()).values());
    }

    /** Ours. */
    Optional<Entry> ours(Case one) {
        return entries(one).stream().filter(e -> e.side() == Side.OURS).findFirst();
    }

    /**
     * The fastest of this side with so many threads or fewer: who has two cores may use one, and some are faster so.
     */
    Optional<Entry> fastest(Side side, Case one) {
        return cases.keySet().stream()
                .filter(c -> c.model().equals(one.model()) && c.threads() <= one.threads())
                .flatMap(c -> entries(c).stream())
                .filter(e -> e.side() == side)
                .min(Comparator.comparingDouble(e -> e.millis().median()));
    }

    /** Our time divided by the fastest time of this side; below 1, we are faster. */
    Optional<Double> ratio(Side side, Case one) {
        return ours(one).flatMap(ours -> fastest(side, one)
                .map(other -> ours.millis().median() / other.millis().median()));
    }

    /** Our peak memory divided by that of PyTorch's fastest form; empty where the system tells no peak. */
    Optional<Double> memoryRatio(Case one) {
        return ours(one).flatMap(ours -> fastest(Side.PYTORCH, one)
                .filter(other -> other.peakMegabytes().median() > 0)
                .map(other ->
                        ours.peakMegabytes().median() / other.peakMegabytes().median()));
    }

    /** Ours with its kernels timed. */
    Optional<Entry> timed(Case one) {
        return entries(one).stream().filter(e -> e.side() == Side.OURS_TIMED).findFirst();
    }

    /** The share of our step outside of kernels and update. */
    Optional<Double> frameworkShare(Case one) {
        return timed(one).flatMap(Entry::share);
    }
}
