package kd4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import kd4j.recipe.Recipes;
import kd4j.run.Backend;
import kd4j.run.Runs;
import kd4j.run.TeachProgress;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keeps a teacher's answers ahead of the runs that need them. */
@Command(
        name = "teach",
        description = {
            "Asks a recipe's teacher about every view of every row, and keeps the answers for its runs.",
            "",
            "Runs keep answers as they need them; this does it ahead of them. It trains the teacher where that is not done. What is"
                    + " kept already is checked and not asked again, so an interrupted call is simply repeated, and several"
                    + " processes may share the work."
        },
        footer = {
            "",
            "Examples:",
            "  kd4j teach configs/quickstart/digits.yaml",
            "  kd4j teach my.yaml --set teacher-cache.views=16 --set teacher-cache.limit-gb=5"
        })
final class TeachCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The recipe.")
    private Path file;

    @Mixin
    private Changes changes;

    @Mixin
    private RunsFolder out;

    @Option(names = "--quiet", description = "Prints nothing but the last line.")
    private boolean quiet;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        Logger log = LogManager.getLogger(TeachCommand.class);
        Backend.check().forEach(log::warn);
        PrintWriter printer = spec.commandLine().getOut();
        Runs runs = out.runs();
        runs.teach(file, Recipes.read(file, changes.all()), new Console(printer, quiet), new Lines(printer, quiet));
        return 0;
    }

    /** A line every two seconds, and one at the end. */
    private static final class Lines implements Consumer<TeachProgress> {
        private static final double BETWEEN_SECONDS = 2;
        private final PrintWriter out;
        private final boolean quiet;
        private double next = BETWEEN_SECONDS;

        private Lines(PrintWriter out, boolean quiet) {
            this.out = out;
            this.quiet = quiet;
        }

        @Override
        public void accept(TeachProgress now) {
            boolean end = now.rows() == now.all();
            if (!end && (quiet || now.seconds() < next)) {
                return;
            }
            next = end ? BETWEEN_SECONDS : now.seconds() + BETWEEN_SECONDS;
            long left = Math.round(now.left());
            out.println(String.format(
                    Locale.ROOT,
                    "%,d of %,d answers (%.1f %%), %,d of them kept before, %,d damaged and asked again; %.0f s, %d:%02d min left",
                    now.rows(),
                    now.all(),
                    100.0 * now.rows() / now.all(),
                    now.kept(),
                    now.damaged(),
                    now.seconds(),
                    left / 60,
                    left % 60));
            out.flush();
        }
    }
}
