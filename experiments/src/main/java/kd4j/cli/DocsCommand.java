package kd4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import kd4j.docs.KeyReference;
import kd4j.docs.ResultTables;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the generated pages. */
@Command(
        name = "docs",
        description = {
            "Writes the generated pages of a checkout, or checks that the committed ones are current.",
            "These are configs/README.md, and in experiments/results each .md out of the .csv and .yaml beside it."
        },
        footer = {"", "Examples:", "  kd4j docs", "  kd4j docs --check"})
final class DocsCommand implements Callable<Integer> {
    @Option(names = "--check", description = "Writes nothing; ends with 1 where a page is not current.")
    private boolean check;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            defaultValue = "${sys:kd4j.root:-.}",
            description = "The checkout (default: the one that kd4j was started from).")
    private Path root;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        int tables;
        if (check) {
            KeyReference.check(root);
            tables = ResultTables.check(root);
        } else {
            KeyReference.write(root);
            tables = ResultTables.write(root);
        }
        spec.commandLine().getOut().println("configs/README.md is current");
        spec.commandLine()
                .getOut()
                .println("experiments/results: %d tables follow from their numbers".formatted(tables));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
