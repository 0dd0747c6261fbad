package kd4j.datasets.format;

import java.util.List;
import java.util.stream.IntStream;
import kd4j.data.DataException;
import org.apache.commons.csv.CSVRecord;

/**
 * What the first line of a CSV file says about the columns.
 *
 * @param count cells in a line
 * @param right positions of what is right about a row, from 0, in the order in which they were asked for
 * @param names names of the columns; empty without a header
 */
record CsvColumns(int count, List<Integer> right, List<String> names) {
    static CsvColumns of(CSVRecord first, CsvFormat format, String place) {
        List<String> cells = first.toList();
        if (cells.size() < 2) {
            throw new DataException(
                    "%s:1: has one column; allowed: one of %s and at least one of numbers. Is the delimiter '%s' right?"
                            .formatted(place, format.targets() ? "targets" : "labels", format.delimiter()));
        }
        boolean header = isHeader(cells, format);
        List<Integer> right = format.right().stream()
                .map(column -> position(column, cells, header, place))
                .toList();
        if (right.size() >= cells.size() || right.stream().distinct().count() < right.size()) {
            throw new DataException(
                    "%s:1: the targets %s leave no column to predict them from, or name one twice; there are %s"
                            .formatted(place, format.right(), header ? cells : cells.size() + " columns"));
        }
        return new CsvColumns(cells.size(), right, header ? cells : List.of());
    }

    /** Where the one column of labels is. */
    int label() {
        return right.get(0);
    }

    /** The name of a column that is asked for by name or by place. */
    String name(int column) {
        return hasHeader() ? names.get(column) : "column " + (column + 1);
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
                        .filter(i -> format.right().stream().noneMatch(c -> CsvFormat.isEdge(c) && edge(cells, c) == i))
                        .noneMatch(i -> CsvCells.isNumber(cells.get(i)));
        };
    }

    private static int position(String column, List<String> cells, boolean header, String place) {
        if (CsvFormat.isEdge(column)) {
            return edge(cells, column);
        }
        int position = header ? cells.indexOf(column) : -1;
        if (position < 0) {
            throw new DataException("%s:1: no column is named '%s'; allowed: first, last%s"
                    .formatted(place, column, header ? " or one of " + cells : ". The file has no header line"));
        }
        return position;
    }

    private static int edge(List<String> cells, String column) {
        return column.equals("first") ? 0 : cells.size() - 1;
    }
}
