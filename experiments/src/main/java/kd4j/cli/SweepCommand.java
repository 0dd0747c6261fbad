package kd4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kd4j.recipe.Binder;
import kd4j.search.Proposals;
import kd4j.search.Search;
import kd4j.sweep.Job;
import kd4j.sweep.Outcome;
import kd4j.sweep.Searching;
import kd4j.sweep.Sweep;
import kd4j.sweep.SweepException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs all combinations of a recipe, or searches over its keys. */
@Command(
        name = "sweep",
        description = {
            "Runs all combinations of a recipe's matrix, several at once, each in a process of its own.",
            "",
            "Given again, it skips what is finished and goes on with what was stopped. A run that fails stops no other; the failed ones are"
                    + " named at the end, and the exit code is 1.",
            "With --search it tries values of keys instead, and chooses by the validation rows. A search file has the keys trials,"
                    + " strategy (bayesian or random), batch, seed and keys. All its runs, and the best recipe that is"
                    + " written, record under 'tuned' what was spent, and 'compare' ranks them only beside others that had as much."
        },
        footer = {
            "",
            "Examples:",
            "  kd4j sweep configs/ablations/methods-cifar.yaml --workers 2",
            "  kd4j sweep configs/quickstart/digits.yaml --search configs/ablations/digits-search.yaml"
        })
final class SweepCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The recipe.")
    private Path file;

    @Option(names = "--search", paramLabel = "SEARCH", description = "What is searched, in YAML.")
    private Path space;

    @Mixin
    private Changes changes;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "1",
            description = "Processes at once (default: ${DEFAULT-VALUE}).")
    private int workers;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads of each process (default: OMP_NUM_THREADS or the cores, divided by the workers). Bits depend on it.")
    private Integer threads;

    @Mixin
    private RunsFolder out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        BenchCommand.positive(spec, "--workers", workers);
        int each = threads == null ? Math.max(1, available() / workers) : threads;
        BenchCommand.positive(spec, "--threads", each);
        return space == null ? matrix(each) : search(each);
    }

    private static int available() {
        return Optional.ofNullable(System.getenv("OMP_NUM_THREADS"))
                .filter(n -> n.matches("\\d{1,4}"))
                .map(Integer::valueOf)
                .orElse(Runtime.getRuntime().availableProcessors());
    }

    private void say(String text) {
        PrintWriter printer = spec.commandLine().getOut();
        printer.println(text);
        printer.flush();
    }

    private int matrix(int each) {
        List<Job> jobs = Job.all(file, changes.all());
        try (Sweep sweep = new Sweep(out.runs(), workers, each, jobs.size(), this::say)) {
            return summary(sweep.run(jobs));
        }
    }

    private int summary(List<Outcome> outcomes) {
        List<Outcome> failed = outcomes.stream().filter(Outcome::failed).toList();
        say("");
        failed.forEach(f -> say("failed: %s: %s%n  %s".formatted(f.job().name(), f.reason(), f.log())));
        say("%d of %d runs are finished%s"
                .formatted(
                        outcomes.size() - failed.size(),
                        outcomes.size(),
                        failed.isEmpty() ? "" : "; mend what failed and give the same command again"));
        return failed.isEmpty() ? 0 : Main.FAILED;
    }

    private int search(int each) {
        Searching searching = new Searching(file, changes.all(), read());
        List<Searching.Tried> tried;
        try (Sweep sweep =
                new Sweep(out.runs(), workers, each, searching.search().trials(), this::say)) {
            tried = searching.run(sweep, this::say);
        }
        int code = summary(tried.stream().map(Searching.Tried::outcome).toList());
        Optional<Searching.Tried> best = Proposals.best(
                        tried.stream().map(Searching.Tried::trial).toList())
                .flatMap(b -> tried.stream().filter(t -> t.trial().equals(b)).findFirst());
        best.ifPresent(b -> best(searching, tried, b));
        return best.isPresent() ? code : Main.FAILED;
    }

    private Search read() {
        try {
            return Binder.bind(Search.class, space.toString(), Files.readString(space));
        } catch (IOException e) {
            throw SweepException.of(space, e);
        }
    }

    private void best(Searching searching, List<Searching.Tried> tried, Searching.Tried best) {
        var cell = best.outcome().job().cell();
        Path folder = out.root().resolve(cell.recipe().name());
        Path recipe = folder.resolve("best.yaml");
        write(folder.resolve("search.csv"), searching.csv(tried));
        write(recipe, cell.resolvedYaml());
        say("best by validation: " + Searching.settings(best.trial().values()));
        say("  run: " + best.outcome().folder().orElseThrow());
        say("  recipe: %s; its relative paths start from %s"
                .formatted(recipe, file.toAbsolutePath().getParent()));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw SweepException.of(file, e);
        }
    }
}
