package kd4j.cli;

import java.io.PrintWriter;
import kd4j.component.Kd4jException;
import kd4j.recipe.RecipeException;
import kd4j.run.Provenance;
import kd4j.run.UnfitException;
import kd4j.sweep.OwnJava;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line. Exit codes: 0 done, 1 the work failed, 2 the words or the recipe are wrong. */
@Command(
        name = "kd4j",
        description = "Distils compact student networks out of large ones, from one YAML recipe.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        subcommands = {
            RunCommand.class,
            SweepCommand.class,
            TeachCommand.class,
            CheckCommand.class,
            CompareCommand.class,
            ReportCommand.class,
            UiCommand.class,
            ResultsCommand.class,
            VerifyCommand.class,
            ReproduceCommand.class,
            TrackCommand.class,
            RunsCommand.class,
            ConvertCommand.class,
            BenchCommand.class,
            ListCommand.class,
            ShowCommand.class,
            SchemaCommand.class,
            DataCommand.class,
            DocsCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  kd4j run configs/quickstart/digits.yaml",
            "  kd4j check --explain configs/quickstart/digits.yaml",
            "  kd4j list losses",
            "",
            "Exit codes: 0 done, 1 the work failed, 2 the words or the recipe are wrong."
        })
public final class Main implements Runnable {
    /** The work could not be done. */
    static final int FAILED = 1;
    /** What was typed or the recipe is wrong. */
    static final int WRONG = 2;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] words) {
        OwnJava.endWithStarter();
        System.exit(commandLine().execute(words));
    }

    /** The command line, ready to be executed; tests give it other streams. */
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, line, result) -> explain(e, line.getErr()));
    }

    /** Failures that people can mend are told in words; anything else is a fault of ours and keeps its stack trace. */
    private static int explain(Exception e, PrintWriter err) throws Exception {
        if (!(e instanceof Kd4jException)) {
            throw e;
        }
        err.println(e.getMessage());
        err.flush();
        return e instanceof RecipeException || e instanceof UnfitException ? WRONG : FAILED;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which command? Choose one of those below.");
    }

    /** The version that the build wrote. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"KD4J " + Provenance.version()};
        }
    }
}
