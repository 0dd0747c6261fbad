package kd4j.datasets.format;

import java.util.HashSet;
import java.util.List;
import kd4j.component.Require;

/**
 * How a table of features and what is right about each row is written as CSV.
 *
 * @param delimiter what stands between two cells
 * @param header whether the first line names the columns
 * @param right the columns that hold the class, or the numbers to predict: {@code first}, {@code last}, or names in the header
 * @param targets whether they are numbers to predict
 * @param scale what every feature is multiplied by
 */
public record CsvFormat(char delimiter, HeaderLine header, List<String> right, boolean targets, double scale) {
    public CsvFormat {
        right = List.copyOf(right);
        String key = targets ? "target" : "label";
        Require.that(
                !right.isEmpty()
                        && right.stream().noneMatch(String::isBlank)
                        && new HashSet<>(right).size() == right.size(),
                key,
                "'" + String.join(", ", right) + "'",
                "first, last or the name of a column" + (targets ? ", or a list of such, each once" : ""));
        Require.that(scale != 0 && Double.isFinite(scale), "scale", scale, "a number other than 0");
    }

    /** A table with a class in each row. */
    public CsvFormat(char delimiter, HeaderLine header, String label, double scale) {
        this(delimiter, header, List.of(label), false, scale);
    }

    static boolean isEdge(String column) {
        return column.equals("first") || column.equals("last");
    }
}
