package kd4j.report;

import java.util.List;
import kd4j.component.Require;
import kd4j.component.Section;

/**
 * What stands in a table that puts our figures beside a paper's.
 *
 * @param title the table's heading
 * @param paper which paper, and where in it
 * @param note what a reader must know of how ours came about
 * @param rows the lines
 */
@Section
public record PaperTable(String title, String paper, String note, List<Row> rows) {
    public PaperTable {
        rows = List.copyOf(rows);
        Require.that(!rows.isEmpty(), "rows", rows, "at least one row");
    }

    /**
     * One line.
     *
     * @param name what the line is called
     * @param recipe the name of the recipe that it comes from
     * @param arm the arm: teacher, student-alone, distilled or distilled-shifted
     * @param errors the paper's test errors
     */
    @Section
    public record Row(String name, String recipe, String arm, int errors) {
        public Row {
            List<String> arms = List.of(Arm.TEACHER, Arm.ALONE, Arm.DISTILLED, Arm.SHIFTED);
            Require.that(arms.contains(arm), "arm", arm, String.join(", ", arms));
        }
    }
}
