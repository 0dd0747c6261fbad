package kd4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import kd4j.run.Backend;
import kd4j.run.Reproduction;
import kd4j.run.Runs;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a recorded run once more and compares the bits. */
@Command(
        name = "reproduce",
        description = {
            "Runs a recorded run once more, from its record alone, and compares parameters and figures.",
            "Exit code 0 only where all of them are the same to the last bit. Refuses, with a list, where data, versions,"
                    + " threads or processor are not those of the record."
        },
        footer = {"", "Example:", "  kd4j reproduce runs/digits-soft-targets/20260101-120000-1a2b3c4d"})
final class ReproduceCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The folder of a run that has ended.")
    private Path run;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs/reproduced",
            description = "Folder for the second run (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--quiet", description = "Prints nothing but the comparison.")
    private boolean quiet;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        Logger log = LogManager.getLogger(ReproduceCommand.class);
        Backend.check().forEach(log::warn);
        Console console = new Console(spec.commandLine().getOut(), quiet);
        Reproduction both = new Runs(out, DataCommand.store()).reproduce(run, console);
        for (Reproduction.Arm arm : both.arms()) {
            spec.commandLine()
                    .getOut()
                    .println("%-24s %s  %s"
                            .formatted(
                                    arm.name(),
                                    arm.before().substring(0, 12),
                                    arm.equal()
                                            ? "the same"
                                            : "differs: now " + arm.now().substring(0, 12)));
        }
        spec.commandLine()
                .getOut()
                .println(
                        both.equal()
                                ? "reproduced: parameters and figures are the same to the last bit"
                                : "not reproduced; both records are whole: " + run + " and " + both.folder());
        spec.commandLine().getOut().flush();
        return both.equal() ? 0 : Main.FAILED;
    }
}
