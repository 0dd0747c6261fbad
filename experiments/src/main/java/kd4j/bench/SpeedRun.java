package kd4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import kd4j.bench.SpeedResults.Case;
import kd4j.recipe.RecipeException;

/**
 * Compares our training steps with those of other frameworks and writes the tables.
 *
 * @param models what is trained
 * @param threads numbers of threads inside operations
 * @param rounds how often everybody is measured
 * @param warmUp seconds before the clock starts
 * @param contenders who takes part
 */
public record SpeedRun(
        List<BenchModel> models, List<Integer> threads, int rounds, double warmUp, List<Contender> contenders) {
    public SpeedRun {
        models = List.copyOf(models);
        threads = List.copyOf(threads);
        contenders = List.copyOf(contenders);
    }

    /**
     * Measures, and writes {@code out} and the same name with .md after each round.
     *
     * @param notes what is known to be missing already
     * @param resume whether to go on where an earlier call with the same file was stopped
     * @param progress is told a line for each process
     * @return the tables for a console
     * @throws BenchException when there is nothing to measure, the files cannot be written, or what is to be resumed was
     *     measured under other conditions
     */
    public String run(List<String> notes, Path out, boolean resume, Consumer<String> progress) {
        List<String> all = new ArrayList<>(notes);
        List<Case> cases = cases(all);
        all.forEach(progress);
        if (cases.isEmpty()) {
            throw new BenchException("nothing to measure: " + String.join("; ", all));
        }
        MeasurementLog log = MeasurementLog.of(out, warmUp, resume);
        StepBenchmark benchmark =
                new StepBenchmark(cases, contenders, rounds, log, new SpeedProgress(rounds, progress));
        SpeedResults results = benchmark.run(soFar -> {
            all.forEach(soFar::note);
            write(soFar, out);
        });
        return SpeedReport.text(results);
    }

    private List<Case> cases(List<String> notes) {
        List<Case> cases = new ArrayList<>();
        for (BenchModel model : models) {
            missing(model).ifPresent(why -> notes.add("%s is left out: %s".formatted(model.name(), why)));
            if (missing(model).isEmpty()) {
                threads.forEach(t -> cases.add(new Case(model, t)));
            }
        }
        return cases;
    }

    private static Optional<String> missing(BenchModel model) {
        try {
            model.blueprint();
            return Optional.empty();
        } catch (RecipeException e) {
            return Optional.of(e.getMessage().replaceAll("\\s+", " "));
        }
    }

    private void write(SpeedResults results, Path out) {
        try {
            Files.writeString(SpeedTables.forms(out), SpeedCsv.forms(results));
        } catch (IOException e) {
            throw new BenchException(out + " cannot be written: " + e + ". Name another file with --out.", e);
        }
        var machine = SpeedEnvironment.description();
        SpeedReport.page(results, rounds, machine)
                .write(out, SpeedCsv.of(results), SpeedReport.markdown(results, rounds, machine));
    }

    /** The file for readers beside the file for programs. */
    public static Path markdown(Path csv) {
        return csv.resolveSibling(csv.getFileName().toString().replaceFirst("\\.csv$", "") + ".md");
    }
}
