package kd4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kd4j.bench.SpeedResults.Case;
import kd4j.recipe.AutoThreads;

/**
 * Finds from which size of a step on several threads are faster than one: what the rule behind {@code threads: auto} rests on.
 *
 * @param threads how many threads are compared with one
 * @param rounds how often everything is measured
 * @param contender KD4J, with as many threads as are asked for
 */
public record ThreadsRun(List<BenchModel> models, int threads, int rounds, Contender contender) {
    /**
     * Measures, and writes the table after each round.
     *
     * @return the table
     * @throws BenchException when the file cannot be written
     */
    public String run(Path out, Consumer<String> progress) {
        List<Case> cases = models.stream()
                .flatMap(m -> Stream.of(new Case(m, 1), new Case(m, threads)))
                .toList();
        StepBenchmark benchmark =
                new StepBenchmark(cases, List.of(contender), rounds, new SpeedProgress(rounds, progress));
        return table(benchmark.run(soFar -> write(out, soFar)));
    }

    private void write(Path out, SpeedResults soFar) {
        List<String> lines = new ArrayList<>(List.of("# One thread or %d".formatted(threads), ""));
        lines.add(
                """
                Written by `kd4j bench threads`, rounds: %d. Medians over rounds of each process's median step, batch %d; brackets \
                hold all rounds. A ratio below 1: %d threads are faster. `auto` is what a recipe without `threads` takes.
                """
                        .formatted(soFar.rounds(), BenchModel.BATCH, threads));
        lines.add(table(soFar));
        lines.add("");
        SpeedEnvironment.description().forEach((key, value) -> lines.add("* %s: %s".formatted(key, value)));
        soFar.notes().forEach(note -> lines.add("* " + note));
        try {
            Files.writeString(out, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new BenchException(out + " cannot be written: " + e + ". Name another file with --out.", e);
        }
    }

    private String table(SpeedResults results) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "| model | million multiply-adds a step | with 64 for each number handed on | 1 thread, ms | %d threads, ms | ratio | auto |"
                        .formatted(threads));
        lines.add("|---|---:|---:|---:|---:|---:|---:|");
        models.forEach(m -> lines.add(line(m, results)));
        return String.join("\n", lines);
    }

    private String line(BenchModel model, SpeedResults results) {
        Spread one = millis(model, 1, results);
        Spread several = millis(model, threads, results);
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %s | %s | %.2f | %d |",
                model.name(),
                model.multiplyAdds() / 1e6,
                model.work() / 1e6,
                one,
                several,
                several.median() / one.median(),
                new AutoThreads().of(model.work(), threads));
    }

    private static Spread millis(BenchModel model, int threads, SpeedResults results) {
        return results.ours(new Case(model, threads))
                .orElseThrow(() -> new BenchException(String.join("; ", results.notes())))
                .millis();
    }

    /** Measures this machine. */
    public static ThreadsRun ofThisMachine(int threads, int rounds, double warmUp) {
        return new ThreadsRun(BenchModel.sizes(), threads, rounds, Ours.forced(warmUp));
    }
}
