package kd4j.report;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A table that a command of ours wrote for programs, read again.
 *
 * @param file where it stands, for messages
 * @param columns names of the columns
 * @param rows the rows
 */
public record CsvTable(Path file, List<String> columns, List<Row> rows) {
    /** One row. */
    public record Row(Path file, CSVRecord cells) {
        /** A cell that has something in it. */
        public String text(String column) {
            return find(column).orElseThrow(() -> problem(column, "is empty or missing"));
        }

        /** A cell; empty where nothing is in it, or the table has no such column. */
        public Optional<String> find(String column) {
            return cells.isMapped(column) ? Optional.of(cells.get(column)).filter(c -> !c.isEmpty()) : Optional.empty();
        }

        /** A number. */
        public double number(String column) {
            return numbered(column, text(column));
        }

        /** A number; empty where nothing is in the cell. */
        public Optional<Double> findNumber(String column) {
            return find(column).map(text -> numbered(column, text));
        }

        /** An integer. */
        public long whole(String column) {
            double number = number(column);
            if (number != Math.rint(number)) {
                throw problem(column, "is %s where an integer is needed".formatted(text(column)));
            }
            return (long) number;
        }

        private double numbered(String column, String text) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw new ReportException(
                        problem(column, "is '%s' where a number is needed".formatted(text))
                                .getMessage(),
                        e);
            }
        }

        private ReportException problem(String column, String what) {
            return new ReportException("%s: line %d: column '%s' %s. Write the table anew by its command"
                    .formatted(file, cells.getRecordNumber() + 1, column, what));
        }
    }

    /**
     * Reads a file.
     *
     * @throws ReportException when it is missing or not such a table
     */
    public static CsvTable read(Path file) {
        try {
            return parse(file, Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new ReportException(
                    file + ": is missing, so that nobody knows where the numbers beside it come from", e);
        } catch (IOException e) {
            throw new ReportException(file + ": cannot be read: " + e, e);
        }
    }

    /** Reads a text. */
    public static CsvTable parse(Path file, String text) {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            List<Row> rows = parser.stream().map(cells -> new Row(file, cells)).toList();
            if (rows.stream().anyMatch(row -> !row.cells().isConsistent())) {
                throw new ReportException(file + ": every row of a table has as many cells as its first line");
            }
            return new CsvTable(file, parser.getHeaderNames(), rows);
        } catch (IOException | IllegalArgumentException e) {
            throw new ReportException(file + ": is not a table: " + e.getMessage(), e);
        }
    }
}
