package kd4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kd4j.recipe.Cell;
import kd4j.recipe.Recipes;
import kd4j.report.Comparison;
import kd4j.report.Page;
import kd4j.run.Backend;
import kd4j.run.RunFolder;
import kd4j.run.Runs;
import kd4j.run.Tracking;
import kd4j.track.TrackException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private Changes changes;

    @Mixin
    private RunsFolder out;

    @Option(names = "--resume", paramLabel = "DIR", description = "Goes on with the interrupted run in this folder.")
    private Path resume;

    /** How a sweep tells its processes which of a matrix's combinations is theirs. */
    @Option(names = "--only", paramLabel = "DIGEST", hidden = true)
    private String only;

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
        if (resume != null && !changes.all().isEmpty()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--resume goes on with the run's own recipe; --set needs a new run");
        }
        // Asked for here, because its start is slower than all that other commands do.
        Logger log = LogManager.getLogger(RunCommand.class);
        Backend.check().forEach(log::warn);
        Console console = new Console(spec.commandLine().getOut(), quiet);
        for (Runs.Done done : runs(console)) {
            List<Path> folders = List.of(done.folder().root());
            String table = Comparison.of(folders).text();
            console.table(table, done.folder());
            page(folders.get(0));
            if (Tracking.wanted(done.folder())) {
                tracked(done.folder(), table, console);
            }
        }
        return 0;
    }

    /** A run is done whether a server has heard of it or not. */
    private static void tracked(RunFolder run, String verdict, Console console) {
        try {
            Tracking.complete(run, List.of(), Optional.of(verdict));
        } catch (TrackException e) {
            console.warn("%s. Send the rest later with: kd4j track %s".formatted(e.getMessage(), run.root()));
        }
    }

    /** A run that had ended before is told again, and its folder stays as it is. */
    private static void page(Path run) {
        Path page = ReportCommand.inside(run);
        if (!Files.exists(page)) {
            Page.of(List.of(run)).write(page);
        }
    }

    private List<Runs.Done> runs(Console console) {
        Runs runs = out.runs();
        if (resume != null) {
            return List.of(runs.resume(resume, console));
        }
        List<Runs.Done> all = new ArrayList<>();
        for (Cell cell : Recipes.read(file, changes.all())) {
            if (only == null || only.equals(cell.digest())) {
                console.begin(cell);
                all.add(run(runs, cell, console));
            }
        }
        return all;
    }

    private Runs.Done run(Runs runs, Cell cell, Console console) {
        Optional<RunFolder> stopped = only == null ? Optional.empty() : runs.stopped(cell);
        return stopped.map(run -> runs.resume(run.root(), console)).orElseGet(() -> runs.begin(file, cell, console));
    }
}
