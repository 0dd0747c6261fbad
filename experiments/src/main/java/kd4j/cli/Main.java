package kd4j.cli;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kd4j.component.Kd4jException;
import kd4j.recipe.RecipeException;
import kd4j.run.Provenance;
import kd4j.run.UnfitException;
import kd4j.sweep.OwnJava;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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

    private static final List<Class<?>> COMMANDS = List.of(
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
            DocsCommand.class);

    @Spec
    private CommandSpec spec;

    public static void main(String[] words) {
        OwnJava.endWithStarter();
        System.exit(commandLine(words).execute(words));
    }

    /**
     * The command line, ready to execute these words; tests give it other streams. Of commands that the words do not name it knows no
     * more than help says of them: to read the options of all would take longer than most short commands.
     */
    static CommandLine commandLine(String... words) {
        CommandLine line = new CommandLine(new Main());
        Set<String> named = new HashSet<>(List.of(words));
        // A word such as @FILE stands for more of them.
        boolean all = Stream.of(words).anyMatch(word -> word.startsWith("@"));
        for (Class<?> command : COMMANDS) {
            Command about = command.getAnnotation(Command.class);
            if (all || named.contains(about.name())) {
                line.addSubcommand(command);
            } else {
                line.addSubcommand(inShort(about));
            }
        }
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, failed, result) -> explain(e, failed.getErr()));
    }

    private static CommandSpec inShort(Command about) {
        CommandSpec spec = CommandSpec.create().name(about.name());
        spec.usageMessage().description(about.description()).hidden(about.hidden());
        return spec;
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
