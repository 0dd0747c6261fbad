package kd4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import kd4j.report.Page;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws runs. */
@Command(
        name = "report",
        description =
                "Writes runs as one HTML page: table, verdict, curves, errors, sizes, recipe. It opens without a network.",
        footer = {
            "",
            "Examples:",
            "  kd4j report runs/digits-soft-targets/20260101-120000-1a2b3c4d",
            "  kd4j report runs/digits-soft-targets/* --out both.html"
        })
final class ReportCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Run folders.")
    private List<Path> folders;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The page (default: report.html in the run's folder, or here where there are several runs).")
    private Path out;

    @Option(
            names = "--png",
            description =
                    "Writes a PNG of each chart too, and each table as CSV and Markdown, into a folder beside the page: report-charts for report.html.")
    private boolean png;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    /** The page of a single run. */
    static Path inside(Path run) {
        return run.resolve("report.html");
    }

    @Override
    public Integer call() {
        Path file = out != null ? out : folders.size() == 1 ? inside(folders.get(0)) : Path.of("report.html");
        Page page = Page.of(folders);
        page.write(file);
        spec.commandLine().getOut().println("written: " + file);
        if (png) {
            spec.commandLine().getOut().println("written: " + page.writePictures(file));
        }
        spec.commandLine().getOut().flush();
        return 0;
    }
}
