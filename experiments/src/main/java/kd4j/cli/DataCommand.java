package kd4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import kd4j.datasets.catalog.Catalog;
import kd4j.datasets.catalog.Catalogued;
import kd4j.datasets.catalog.Downloader;
import kd4j.datasets.catalog.Progress;
import kd4j.datasets.catalog.RemoteFile;
import kd4j.datasets.catalog.Source;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the catalogue of data sets, and fetches one. */
@Command(
        name = "data",
        description = "Lists the data sets that KD4J knows by name; 'kd4j data get NAME' fetches one.",
        footer = {"", "Examples:", "  kd4j data", "  kd4j data get mnist"})
final class DataCommand implements Callable<Integer> {
    @Spec
    private CommandLine.Model.CommandSpec spec;

    /** The folder of fetched data: {@code .kd4j/data} in the user's home. */
    static Path store() {
        return Path.of(System.getProperty("user.home"), ".kd4j", "data");
    }

    @Override
    public Integer call() {
        for (Catalogued entry : Catalog.entries()) {
            Source source = entry.source();
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%-10s %s  %s  licence: %s%n",
                            source.name(),
                            source.shipped() ? "comes with KD4J" : source.bytes() / 1_000_000 + " MB to fetch",
                            source.homepage(),
                            source.licence());
        }
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** Fetches a data set. */
    @Command(
            name = "get",
            description = "Fetches a data set, goes on with what was interrupted, and checks every file's SHA-256.",
            footer = {"", "Example:", "  kd4j data get mnist"})
    int get(@Parameters(paramLabel = "NAME", description = "The data set, as in kd4j data.") String name) {
        List<String> names =
                Catalog.entries().stream().map(e -> e.source().name()).toList();
        Source source = Catalog.entry(name)
                .map(Catalogued::source)
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(),
                        "no data set '%s'; there are %s".formatted(name, String.join(", ", names))));
        PrintWriter out = spec.commandLine().getOut();
        if (source.shipped()) {
            out.println(name + " comes with KD4J; there is nothing to fetch");
        } else {
            Path folder = Downloader.standard(new Percent(out)).get(source, store());
            out.println(name + ": complete and right in " + folder);
        }
        out.flush();
        return 0;
    }

    /** One line for every tenth of a file. */
    private static final class Percent implements Progress {
        private final PrintWriter out;
        private String last = "";

        private Percent(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void at(RemoteFile file, long bytes) {
            String line = "%s: %d %%".formatted(file.name(), 10 * (10 * bytes / file.bytes()));
            if (!line.equals(last)) {
                last = line;
                out.println(line);
                out.flush();
            }
        }
    }
}
