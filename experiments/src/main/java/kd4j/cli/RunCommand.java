package kd4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import kd4j.recipe.Cell;
import kd4j.recipe.Recipes;
import kd4j.report.Comparison;
import kd4j.report.Page;
import kd4j.run.Backend;
import kd4j.run.Runs;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains teacher, student alone and distilled student, exports, and prints the table. */
@Command(
        name = "run",
        description = "Runs a recipe: teacher, student alone, distilled student, exported files, table.",
        footer = {
            "",
            "Examples:",
            "  kd4j run configs/quickstart/digits.yaml",
            "  kd4j run my.yaml --set training.epochs=40 --set seeds=[1,2,3,4,5]",
            "  kd4j run --resume runs/digits-soft-targets/20260101-120000-1a2b3c4d"
        })
final class RunCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The recipe.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Changes a key of the recipe, such as training.epochs=40. May be given several times.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Folder of all runs (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--resume", paramLabel = "DIR", description = "Goes on with the interrupted run in this folder.")
    private Path resume;

    @Option(names = "--quiet", description = "Prints nothing but the tables.")
    private boolean quiet;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        if ((file == null) == (resume == null)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "give either a recipe FILE or --resume DIR, and not both");
        }
        if (resume != null && !overrides.isEmpty()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--resume goes on with the run's own recipe; --set needs a new run");
        }
        // Asked for here, because its start is slower than all that other commands do.
        Logger log = LogManager.getLogger(RunCommand.class);
        Backend.check().forEach(log::warn);
        Console console = new Console(spec.commandLine().getOut(), quiet);
        for (Runs.Done done : runs(console)) {
            List<Path> folders = List.of(done.folder().root());
            console.table(Comparison.of(folders).text(), done.folder());
            page(folders.get(0));
        }
        return 0;
    }

    /** A run that had ended before is told again, and its folder stays as it is. */
    private static void page(Path run) {
        Path page = ReportCommand.inside(run);
        if (!Files.exists(page)) {
            Page.of(List.of(run)).write(page);
        }
    }

    private List<Runs.Done> runs(Console console) {
        Runs runs = new Runs(out, DataCommand.store());
        if (resume != null) {
            return List.of(runs.resume(resume, console));
        }
        List<Runs.Done> all = new ArrayList<>();
        for (Cell cell : Recipes.read(file, overrides)) {
            console.begin(cell);
            all.add(runs.begin(file, cell, console));
        }
        return all;
    }
}
