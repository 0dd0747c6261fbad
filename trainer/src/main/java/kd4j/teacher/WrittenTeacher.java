package kd4j.teacher;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import kd4j.component.ShapeException;
import kd4j.data.Batch;
import kd4j.data.Samples;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Answers looked up by the number of a row.
 *
 * @param input the shape of the rows, which are not looked at
 * @param table the answers for one part of the data
 * @param test those for the test part, where there are any
 */
record WrittenTeacher(Shape input, AnswerTable table, Optional<AnswerTable> test) implements Teacher {
    @Override
    public Map<String, INDArray> signals(Batch batch, Set<String> taps) {
        if (!taps().containsAll(taps)) {
            throw new ShapeException("written answers have the tap 'logits' alone, asked for " + taps);
        }
        double[][] rows = IntStream.of(batch.ids()).mapToObj(table::row).toArray(double[][]::new);
        return taps.isEmpty() ? Map.of() : Map.of(Blueprint.LOGITS, Rows.array(rows));
    }

    @Override
    public int classes() {
        return table.classes();
    }

    @Override
    public List<String> classNames() {
        return table.names();
    }

    @Override
    public Set<String> taps() {
        return Set.of(Blueprint.LOGITS);
    }

    @Override
    public long parameters() {
        return 0;
    }

    @Override
    public boolean knows(Samples rows) {
        return IntStream.range(0, rows.size()).allMatch(row -> table.has(rows.id(row)));
    }

    @Override
    public Optional<Teacher> onTest() {
        return test.map(answers -> new WrittenTeacher(input, answers, Optional.empty()));
    }

    @Override
    public void close() {}
}
