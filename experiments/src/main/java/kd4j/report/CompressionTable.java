package kd4j.report;

import java.util.List;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.component.Section;

/**
 * What stands in a table of what compression made of one network.
 *
 * @param title the table's heading
 * @param note what a reader must know of how the figures came about
 * @param rows the lines; the others are compared with the first one
 * @param notes points below the table, such as what the machine was
 */
@Section
public record CompressionTable(String title, String note, List<Row> rows, @Default("[]") List<String> notes) {
    public CompressionTable {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
        Require.that(rows.size() > 1, "rows", rows, "at least two rows");
    }

    /**
     * One line.
     *
     * @param name what the line is called
     * @param combination which of the recipe's combinations it comes from, such as {@code method=kd,compress=whole}
     * @param file the name of the exported file of the distilled student, such as {@code student-int8.onnx}
     */
    @Section
    public record Row(String name, String combination, String file) {}
}
