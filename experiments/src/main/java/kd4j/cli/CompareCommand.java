package kd4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import kd4j.report.Comparison;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts runs beside each other. */
@Command(
        name = "compare",
        description = {
            "Prints one table over run folders, says whether distilling made a difference, and ranks several runs.",
            "Runs are ranked only where they were trained alike: same data, validation rows, seeds, teacher and training. What may differ is the method and the student."
        },
        footer = {"", "Example:", "  kd4j compare runs/digits-soft-targets/* --markdown table.md --csv table.csv"})
final class CompareCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Run folders.")
    private List<Path> folders;

    @Option(names = "--csv", paramLabel = "FILE", description = "Writes the table as CSV too.")
    private Path csv;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Writes the table as Markdown too.")
    private Path markdown;

    @Option(names = "--anyway", description = "Ranks runs that were not trained alike too, and says so in the table.")
    private boolean anyway;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        Comparison comparison = anyway ? Comparison.anyway(folders) : Comparison.of(folders);
        if (!anyway) {
            comparison.requireFair();
        }
        spec.commandLine().getOut().println(comparison.text());
        spec.commandLine().getOut().flush();
        if (csv != null) {
            comparison.writeCsv(csv);
        }
        if (markdown != null) {
            comparison.writeMarkdown(markdown);
        }
        return 0;
    }
}
