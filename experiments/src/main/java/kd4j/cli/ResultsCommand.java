package kd4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import kd4j.recipe.Binder;
import kd4j.report.CompressionResults;
import kd4j.report.CompressionTable;
import kd4j.report.MethodResults;
import kd4j.report.MethodTable;
import kd4j.report.PaperResults;
import kd4j.report.PaperTable;
import kd4j.report.ReportException;
import kd4j.report.ResultTable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a table of ours beside a paper's, or of several methods. */
@Command(
        name = "results",
        description =
                "Puts runs beside a paper's figures, or beside each other, or their exported files, and writes FILE's .csv and .md next to it.",
        footer = {
            "",
            "Examples:",
            "  kd4j results experiments/results/hinton-mnist.yaml runs/hinton-mnist*/*",
            "  kd4j results --methods experiments/results/methods.yaml runs/methods-cifar/*",
            "  kd4j results --compression experiments/results/compression.yaml runs/compression-cifar/*"
        })
final class ResultsCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description =
                    "The table: title, paper, note, rows; of methods: title, pair, note; of compression: title, note, rows, notes.")
    private Path file;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "DIR", description = "Run folders.")
    private List<Path> folders;

    @Option(
            names = "--methods",
            description = "The runs are of one pair, each by a method of its own; the first is what the others are"
                    + " compared with.")
    private boolean methods;

    @Option(
            names = "--compression",
            description =
                    "Their exported files are compared, which kd4j bench file has measured; writes FILE's -seeds.csv too.")
    private boolean compression;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        try {
            if (methods && compression) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "give either --methods or --compression, and not both");
            }
            ResultTable results = results();
            if (results instanceof CompressionResults files) {
                Files.writeString(beside("-seeds.csv"), files.seeds());
            }
            Files.writeString(beside(".csv"), results.csv());
            Files.writeString(beside(".md"), results.markdown());
            spec.commandLine().getOut().println(results.markdown());
            spec.commandLine().getOut().flush();
            return 0;
        } catch (IOException e) {
            throw new ReportException(e + ": cannot be read or written. Check the path and its rights.", e);
        }
    }

    private ResultTable results() throws IOException {
        if (compression) {
            return CompressionResults.of(read(CompressionTable.class), folders);
        }
        return methods
                ? MethodResults.of(read(MethodTable.class), folders)
                : PaperResults.of(read(PaperTable.class), folders);
    }

    private <T> T read(Class<T> table) throws IOException {
        return Binder.bind(table, file.toString(), Files.readString(file));
    }

    private Path beside(String ending) {
        return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.yaml$", "") + ending);
    }
}
