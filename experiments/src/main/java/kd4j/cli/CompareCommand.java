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
        description = "Prints one table over run folders, and says whether distilling made a difference.",
        footer = {"", "Example:", "  kd4j compare runs/digits-soft-targets/* --markdown table.md --csv table.csv"})
final class CompareCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Run folders.")
    private List<Path> folders;

    @Option(names = "--csv", paramLabel = "FILE", description = "Writes the table as CSV too.")
    private Path csv;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Writes the table as Markdown too.")
    private Path markdown;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        Comparison comparison = Comparison.of(folders);
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
