package kd4j.datasets.format;

import kd4j.component.Require;

/**
 * How a table of features and one label is written as CSV.
 *
 * @param delimiter what stands between two cells
 * @param header whether the first line names the columns
 * @param label the column that holds the class: {@code first}, {@code last}, or its name in the header
 * @param scale what every feature is multiplied by
 */
public record CsvFormat(char delimiter, HeaderLine header, String label, double scale) {
    public CsvFormat {
        Require.that(!label.isBlank(), "label", "'" + label + "'", "first, last or the name of a column");
        Require.that(scale != 0 && Double.isFinite(scale), "scale", scale, "a number other than 0");
    }

    boolean labelIsNamed() {
        return !label.equals("first") && !label.equals("last");
    }
}
