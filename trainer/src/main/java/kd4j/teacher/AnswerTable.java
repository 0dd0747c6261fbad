package kd4j.teacher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Written answers of one part of the data.
 *
 * @param file where they were read from
 * @param names the names of the classes, where the file says them; else none
 * @param rows class scores by the number of the row
 */
record AnswerTable(Path file, List<String> names, Map<Integer, double[]> rows) {
    AnswerTable {
        names = List.copyOf(names);
        rows = Map.copyOf(rows);
    }

    boolean has(int id) {
        return rows.containsKey(id);
    }

    double[] row(int id) {
        double[] row = rows.get(id);
        if (row == null) {
            throw new TeacherException("%s: it has no answer for row %d; it has %d answers. Write one for every row"
                    .formatted(file, id, rows.size()));
        }
        return row;
    }

    int classes() {
        return rows.values().iterator().next().length;
    }
}
