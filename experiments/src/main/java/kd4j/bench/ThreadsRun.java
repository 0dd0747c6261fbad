package kd4j.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kd4j.bench.SpeedResults.Case;
import kd4j.report.CsvTable;

/**
 * Finds from which size of a step on several threads are faster than one: what the rule behind {@code threads: auto} rests on.
 *
 * @param threads how many threads are compared with one
 * @param rounds how often everything is measured
 * @param warmUp seconds before the clock starts
 * @param contender KD4J, with as many threads as are asked for
 */
public record ThreadsRun(List<BenchModel> models, int threads, int rounds, double warmUp, Contender contender) {
    /**
     * Measures, and writes the table after each round.
     *
     * @param resume whether to go on where an earlier call with the same file was stopped
     * @return the table
     * @throws BenchException when the file cannot be written, or what is to be resumed was measured under other conditions
     */
    public String run(Path out, boolean resume, Consumer<String> progress) {
        List<Case> cases = models.stream()
                .flatMap(m -> Stream.of(new Case(m, 1), new Case(m, threads)))
                .toList();
        MeasurementLog log = MeasurementLog.of(ThreadsTable.csv(out), warmUp, resume);
        StepBenchmark benchmark =
                new StepBenchmark(cases, List.of(contender), rounds, log, new SpeedProgress(rounds, progress));
        return table(benchmark.run(soFar -> write(out, soFar)));
    }

    private void write(Path out, SpeedResults soFar) {
        List<String> notes = BenchPage.lines(SpeedEnvironment.description());
        notes.addAll(soFar.notes());
        BenchPage page = new BenchPage(
                "One thread or %d".formatted(threads),
                List.of(
                        """
                        Written by `kd4j bench threads`, rounds: %d. Medians over rounds of each process's median step, batch %d; brackets \
                        hold all rounds. A ratio below 1: %d threads are faster. `auto` is what a recipe without `threads` takes.\
                        """
                                .formatted(soFar.rounds(), BenchModel.BATCH, threads)),
                List.of(new BenchNotes(Optional.empty(), notes)));
        CsvTable numbers = numbers(soFar);
        page.write(ThreadsTable.csv(out), csv(soFar), ThreadsTable.markdown(numbers, page));
    }

    private String table(SpeedResults results) {
        return ThreadsTable.table(numbers(results));
    }

    private CsvTable numbers(SpeedResults results) {
        return CsvTable.parse(Path.of("threads"), csv(results));
    }

    private String csv(SpeedResults results) {
        return ThreadsTable.csv(models.stream()
                .map(m -> ThreadsTable.row(m, threads, millis(m, 1, results), millis(m, threads, results)))
                .toList());
    }

    private static Spread millis(BenchModel model, int threads, SpeedResults results) {
        return results.ours(new Case(model, threads))
                .orElseThrow(() -> new BenchException(String.join("; ", results.notes())))
                .millis();
    }

    /** Measures this machine. */
    public static ThreadsRun ofThisMachine(int threads, int rounds, double warmUp) {
        return new ThreadsRun(BenchModel.sizes(), threads, rounds, warmUp, Ours.forced(warmUp));
    }
}
