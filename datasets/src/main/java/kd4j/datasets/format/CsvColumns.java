package kd4j.datasets.format;

import java.util.List;
import java.util.stream.IntStream;
import kd4j.data.DataException;
import org.apache.commons.csv.CSVRecord;

/**
 * What the first line of a CSV file says about the columns.
 *
 * @param count cells in a line
 * @param label position of the label, from 0
 * @param names names of the columns; empty without a header
 */
record CsvColumns(int count, int label, List<String> names) {
    static CsvColumns of(CSVRecord first, CsvFormat format, String place) {
        List<String> cells = first.toList();
        if (cells.size() < 2) {
            throw new DataException(
                    "%s:1: has one column; allowed: one of labels and at least one of numbers. Is the delimiter '%s' right?"
                            .formatted(place, format.delimiter()));
        }
        boolean header = isHeader(cells, format);
        return new CsvColumns(cells.size(), label(cells, header, format, place), header ? cells : List.of());
    }

    boolean hasHeader() {
        return !names.isEmpty();
    }

    /** A column as people find it: its number from 1, and its name if it has one. */
    String describe(int column) {
        return hasHeader() ? "column '%s'".formatted(names.get(column)) : "column %d".formatted(column + 1);
    }

    private static boolean isHeader(List<String> cells, CsvFormat format) {
        return switch (format.header()) {
            case PRESENT -> true;
            case ABSENT -> false;
            case AUTO ->
                IntStream.range(0, cells.size())
                        .filter(i -> format.labelIsNamed() || i != edge(cells, format))
                        .noneMatch(i -> CsvCells.isNumber(cells.get(i)));
        };
    }

    private static int label(List<String> cells, boolean header, CsvFormat format, String place) {
        if (!format.labelIsNamed()) {
            return edge(cells, format);
        }
        int position = header ? cells.indexOf(format.label()) : -1;
        if (position < 0) {
            throw new DataException("%s:1: no column is named '%s'; allowed: first, last%s"
                    .formatted(
                            place, format.label(), header ? " or one of " + cells : ". The file has no header line"));
        }
        return position;
    }

    private static int edge(List<String> cells, CsvFormat format) {
        return format.label().equals("first") ? 0 : cells.size() - 1;
    }
}
