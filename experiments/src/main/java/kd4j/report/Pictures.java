package kd4j.report;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Charts and tables as files for papers: a PNG of each chart, and the table behind it as CSV and Markdown. */
final class Pictures {
    private final Path folder;

    Pictures(Path folder) {
        this.folder = folder;
    }

    /** The folder beside a page: {@code report.html} has {@code report-charts}. */
    static Path beside(Path page) {
        return page.resolveSibling(page.getFileName().toString().replaceFirst("\\.html?$", "") + "-charts");
    }

    /** Writes charts under numbered names, such as {@code run-1-02-calibration-error.png}. */
    void write(String prefix, List<Chart> charts) throws IOException {
        Files.createDirectories(folder);
        int number = 0;
        for (Chart chart : charts) {
            String name = "%s%02d-%s".formatted(prefix, ++number, plain(chart.title()));
            Png.write(chart, folder.resolve(name + ".png"));
            write(name, chart.table());
        }
    }

    /** Writes a table in both forms. */
    void write(String name, Cells table) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name + ".md"), table.markdown());
        Files.writeString(folder.resolve(name + ".csv"), csv(table));
    }

    private static String plain(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
    }

    private static String csv(Cells table) throws IOException {
        StringWriter out = new StringWriter();
        CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
        try (CSVPrinter printer = new CSVPrinter(out, format)) {
            printer.printRecord(table.header());
            for (List<String> row : table.rows()) {
                printer.printRecord(row);
            }
        }
        return out.toString();
    }
}
