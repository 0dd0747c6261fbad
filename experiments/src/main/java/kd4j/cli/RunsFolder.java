package kd4j.cli;

import java.nio.file.Path;
import kd4j.run.Runs;
import picocli.CommandLine.Option;

/** The option {@code --out} of the commands that run recipes. */
final class RunsFolder {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Folder of all runs (default: ${DEFAULT-VALUE}).")
    private Path root;

    Path root() {
        return root;
    }

    /** The runs in it, on this machine's data. */
    Runs runs() {
        return new Runs(root, DataCommand.store());
    }
}
