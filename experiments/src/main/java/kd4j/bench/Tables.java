package kd4j.bench;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Tables as files: one for programs, and one for readers beside it. */
final class Tables {
    private Tables() {}

    /** A line of names, then one for each row, as CSV. */
    static String csv(List<String> columns, List<List<Object>> rows) {
        StringWriter out = new StringWriter();
        CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
        try (CSVPrinter printer = new CSVPrinter(out, format)) {
            printer.printRecord(columns);
            for (List<Object> row : rows) {
                printer.printRecord(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return out.toString();
    }

    /**
     * Writes both.
     *
     * @param out the file of the CSV
     * @throws BenchException when the files cannot be written
     */
    static void write(Path out, String csv, String markdown) {
        try {
            Files.writeString(out, csv);
            Files.writeString(SpeedRun.markdown(out), markdown);
        } catch (IOException e) {
            throw new BenchException(out + " cannot be written: " + e + ". Name another file with --out.", e);
        }
    }
}
