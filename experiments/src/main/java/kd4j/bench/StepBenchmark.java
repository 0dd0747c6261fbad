package kd4j.bench;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import kd4j.bench.SpeedResults.Case;

/**
 * Rounds of measurements: in each round every contender once for every case, one after another, so that a slow spell of the
 * machine falls on all of them.
 */
final class StepBenchmark {
    /** Is told how far it is. */
    interface Listener {
        /**
         * A process has ended.
         *
         * @param done processes that have ended
         * @param all processes in all
         */
        void measured(int done, int all, int round, Case of, Contender who, Measurement result);

        /** A process has failed; the others go on. */
        void failed(Case of, Contender who, BenchException why);
    }

    private final List<Case> cases;
    private final List<Contender> contenders;
    private final int rounds;
    private final MeasurementLog log;
    private final Listener listener;
    private int done;

    StepBenchmark(List<Case> cases, List<Contender> contenders, int rounds, MeasurementLog log, Listener listener) {
        this.cases = List.copyOf(cases);
        this.contenders = List.copyOf(contenders);
        this.rounds = rounds;
        this.log = log;
        this.listener = listener;
    }

    /** Measures all; hands the results so far on after each round. */
    SpeedResults run(Consumer<SpeedResults> afterRound) {
        SpeedResults results = new SpeedResults();
        for (int round = 1; round <= rounds; round++) {
            for (Case one : cases) {
                for (Contender who : Contender.fitting(contenders, one.model())) {
                    measure(round, one, who, results);
                }
            }
            afterRound.accept(results);
        }
        return results;
    }

    private void measure(int round, Case one, Contender who, SpeedResults results) {
        done++;
        Optional<Measurement> before = log.find(round, one, who);
        if (before.isPresent()) {
            results.add(one, who, before.get());
            return;
        }
        try {
            Measurement result = who.measure(one.model(), one.threads());
            log.add(round, one, who, result);
            results.add(one, who, result);
            listener.measured(done, processes(), round, one, who, result);
        } catch (BenchException e) {
            results.note("%s, %s: %s".formatted(who.name(), one, e.getMessage()));
            listener.failed(one, who, e);
        }
    }

    private int processes() {
        return rounds
                * cases.stream()
                        .mapToInt(c -> Contender.fitting(contenders, c.model()).size())
                        .sum();
    }
}
