package kd4j.bench;

import java.util.Locale;
import java.util.function.Consumer;
import kd4j.bench.SpeedResults.Case;

/** A line for each process that has ended, with the time that is left. */
final class SpeedProgress implements StepBenchmark.Listener {
    private final int rounds;
    private final Consumer<String> lines;
    private final long begun = System.nanoTime();
    private int measured;

    SpeedProgress(int rounds, Consumer<String> lines) {
        this.rounds = rounds;
        this.lines = lines;
    }

    @Override
    public void measured(int done, int all, int round, Case of, Contender who, Measurement result) {
        measured++;
        double seconds = (System.nanoTime() - begun) / 1e9;
        lines.accept("[%d/%d] round %d of %d: %s, %s: %s ms, %s left"
                .formatted(
                        done,
                        all,
                        round,
                        rounds,
                        of,
                        who.name(),
                        Spread.figure(result.stepMs()),
                        left(seconds / measured * (all - done))));
    }

    @Override
    public void failed(Case of, Contender who, BenchException why) {
        lines.accept("%s, %s FAILED: %s".formatted(of, who.name(), why.getMessage()));
    }

    /** {@code 31:10 min}. */
    static String left(double seconds) {
        long whole = Math.round(seconds);
        return String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60);
    }
}
