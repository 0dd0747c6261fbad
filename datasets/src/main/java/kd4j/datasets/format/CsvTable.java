package kd4j.datasets.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kd4j.data.DataException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV file that has been read: a row of numbers for each line, and its label or its targets. */
public final class CsvTable {
    private final String place;
    private final CsvFormat format;
    private final CsvColumns columns;
    private final List<float[]> rows = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private final List<double[]> targets = new ArrayList<>();
    private final Map<String, Long> firstLines = new LinkedHashMap<>();

    private CsvTable(String place, CsvFormat format, CsvColumns columns) {
        this.place = place;
        this.format = format;
        this.columns = columns;
    }

    /**
     * Reads a table in UTF-8.
     *
     * @throws DataException naming file, line and column of the first cell that cannot be used
     */
    public static CsvTable read(InputStream in, String place, CsvFormat format) throws IOException {
        CSVFormat syntax = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(format.delimiter())
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .get();
        InputStream text = withoutByteOrderMark(in);
        try (CSVParser parser = syntax.parse(new InputStreamReader(text, StandardCharsets.UTF_8))) {
            return read(parser, place, format);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static CsvTable read(CSVParser parser, String place, CsvFormat format) {
        CsvTable table = null;
        for (CSVRecord record : parser) {
            boolean first = table == null;
            if (first) {
                table = new CsvTable(place, format, CsvColumns.of(record, format, place));
            }
            if (!first || !table.columns.hasHeader()) {
                table.add(record, parser.getCurrentLineNumber());
            }
        }
        if (table == null || table.rows.isEmpty()) {
            throw new DataException(place + ": has no rows");
        }
        return table;
    }

    /** The numbers of each row, without the label. */
    public List<float[]> rows() {
        return rows;
    }

    /** The targets of each row, where it has targets. */
    public List<double[]> targets() {
        return targets;
    }

    /** The label of each row, where it has labels. */
    public List<String> labels() {
        return labels;
    }

    CsvColumns columns() {
        return columns;
    }

    /**
     * The class number of each row: the position of its label among the classes.
     *
     * @throws DataException naming the first line whose label is none of them
     */
    public int[] numbers(List<String> classes) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        classes.forEach(name -> numbers.put(name, numbers.size()));
        firstLines.forEach((label, line) -> {
            if (!numbers.containsKey(label)) {
                throw new DataException("%s:%d:%d: label '%s' does not occur in the training rows; allowed: %s"
                        .formatted(place, line, columns.label() + 1, label, classes));
            }
        });
        return labels.stream().mapToInt(numbers::get).toArray();
    }

    private void add(CSVRecord record, long line) {
        if (record.size() != columns.count()) {
            throw new DataException("%s:%d: has %d columns, the first line has %d"
                    .formatted(place, line, record.size(), columns.count()));
        }
        float[] row = new float[columns.count() - columns.right().size()];
        for (int column = 0, at = 0; column < columns.count(); column++) {
            if (!columns.right().contains(column)) {
                row[at++] = number(record.get(column), line, column);
            }
        }
        rows.add(row);
        if (format.targets()) {
            addTargets(record, line);
        } else {
            addLabel(record.get(columns.label()), line);
        }
    }

    private float number(String cell, long line, int column) {
        float value = (float) (CsvCells.parse(cell) * format.scale());
        if (!Float.isFinite(value)) {
            throw new DataException("%s:%d:%d: '%s' in %s is not a finite number; mend the cell or leave the row out%s"
                    .formatted(place, line, column + 1, cell, columns.describe(column), headerHint(line)));
        }
        return value;
    }

    private String headerHint(long line) {
        return line == 1 ? ". If this line names the columns, say header: present" : "";
    }

    private void addTargets(CSVRecord record, long line) {
        double[] row = new double[columns.right().size()];
        for (int i = 0; i < row.length; i++) {
            int column = columns.right().get(i);
            row[i] = CsvCells.parse(record.get(column));
            if (!Double.isFinite(row[i])) {
                throw new DataException(
                        "%s:%d:%d: the target '%s' in %s is not a finite number; mend the cell or leave the row out%s"
                                .formatted(
                                        place,
                                        line,
                                        column + 1,
                                        record.get(column),
                                        columns.describe(column),
                                        headerHint(line)));
            }
        }
        targets.add(row);
    }

    private void addLabel(String label, long line) {
        if (label.isEmpty()) {
            throw new DataException("%s:%d:%d: the label is empty".formatted(place, line, columns.label() + 1));
        }
        firstLines.putIfAbsent(label, line);
        labels.add(label.intern());
    }

    private static InputStream withoutByteOrderMark(InputStream in) throws IOException {
        InputStream buffered = new BufferedInputStream(in, 1 << 16);
        buffered.mark(3);
        if (buffered.read() != 0xef || buffered.read() != 0xbb || buffered.read() != 0xbf) {
            buffered.reset();
        }
        return buffered;
    }
}
