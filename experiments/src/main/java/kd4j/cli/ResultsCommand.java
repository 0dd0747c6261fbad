package kd4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import kd4j.recipe.Binder;
import kd4j.report.PaperResults;
import kd4j.report.PaperTable;
import kd4j.report.ReportException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a table of ours beside a paper's. */
@Command(
        name = "results",
        description = "Puts runs beside a paper's figures and writes FILE's .csv and .md next to it.",
        footer = {"", "Example:", "  kd4j results experiments/results/hinton-mnist.yaml runs/hinton-mnist*/*"})
final class ResultsCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "The table: title, paper, rows.")
    private Path file;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "DIR", description = "Run folders.")
    private List<Path> folders;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        try {
            PaperTable table = Binder.bind(PaperTable.class, file.toString(), Files.readString(file));
            PaperResults results = PaperResults.of(table, folders);
            Files.writeString(beside(".csv"), results.csv());
            Files.writeString(beside(".md"), results.markdown());
            spec.commandLine().getOut().println(results.markdown());
            spec.commandLine().getOut().flush();
            return 0;
        } catch (IOException e) {
            throw new ReportException(e + ": cannot be read or written. Check the path and its rights.", e);
        }
    }

    private Path beside(String ending) {
        return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.yaml$", "") + ending);
    }
}
