package kd4j.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option {@code --set} of all commands that read recipes. */
final class Changes {
    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Changes a key of the recipe, such as training.epochs=40. May be given several times.")
    private List<String> all = new ArrayList<>();

    /** What was given, in its order. */
    List<String> all() {
        return all;
    }
}
