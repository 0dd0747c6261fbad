package kd4j.teacher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads CSV files of answers: a header line with the names of the classes and perhaps an id column, then a line a row. */
final class CsvAnswers {
    private final Path file;
    private final List<String> header;
    private final int idColumn;

    private CsvAnswers(Path file, List<String> header, Optional<String> id) {
        this.file = file;
        this.header = header;
        this.idColumn = id.map(header::indexOf).orElse(-1);
        if (id.isPresent() && idColumn < 0) {
            throw new TeacherException("%s: it has no column named '%s'; it has %s".formatted(file, id.get(), header));
        }
    }

    static AnswerRows read(Path file, Optional<String> id) {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setTrim(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, format)) {
            List<CSVRecord> records = parser.getRecords();
            if (records.isEmpty()) {
                throw new TeacherException(file + ": it is empty; needed: a header line and a line for each row");
            }
            return new CsvAnswers(file, records.get(0).toList(), id).rows(records.subList(1, records.size()));
        } catch (IOException e) {
            throw new TeacherException("%s: cannot be read as CSV: %s".formatted(file, e.getMessage()), e);
        }
    }

    private AnswerRows rows(List<CSVRecord> records) {
        List<Integer> ids = new ArrayList<>();
        List<double[]> scores = new ArrayList<>();
        for (CSVRecord record : records) {
            if (record.size() != header.size()) {
                throw new TeacherException("%s: line %d has %d fields, the header has %d"
                        .formatted(file, line(record), record.size(), header.size()));
            }
            scores.add(scores(record));
            if (idColumn >= 0) {
                ids.add(id(record));
            }
        }
        return new AnswerRows(names(), idColumn < 0 ? Optional.empty() : Optional.of(ids), scores);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(header);
        if (idColumn >= 0) {
            names.remove(idColumn);
        }
        return names;
    }

    private double[] scores(CSVRecord record) {
        double[] scores = new double[idColumn < 0 ? header.size() : header.size() - 1];
        int at = 0;
        for (int column = 0; column < header.size(); column++) {
            if (column != idColumn) {
                scores[at++] = number(record, column);
            }
        }
        return scores;
    }

    private double number(CSVRecord record, int column) {
        try {
            double value = Double.parseDouble(record.get(column));
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw notANumber(record, column, "a finite number", e);
        }
        throw notANumber(record, column, "a finite number", null);
    }

    private int id(CSVRecord record) {
        try {
            return Integer.parseInt(record.get(idColumn));
        } catch (NumberFormatException e) {
            throw notANumber(record, idColumn, "the number of a row", e);
        }
    }

    private TeacherException notANumber(CSVRecord record, int column, String wanted, NumberFormatException cause) {
        return new TeacherException(
                "%s: line %d, column '%s' is '%s'; needed: %s"
                        .formatted(file, line(record), header.get(column), record.get(column), wanted),
                cause);
    }

    private static long line(CSVRecord record) {
        return record.getRecordNumber();
    }
}
