package kd4j.teacher;

import java.util.Map;
import java.util.Set;
import kd4j.component.ShapeException;
import kd4j.data.Batch;
import kd4j.data.Shape;
import kd4j.model.Model;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What answers the questions of a distillation: a frozen model, asked batch by batch. */
public record Teacher(Model model) implements AutoCloseable {
    /**
     * The teacher's answer to a batch.
     *
     * @param taps the arrays that are wanted
     */
    public Map<String, INDArray> signals(Batch batch, Set<String> taps) {
        return model.forward(batch.features(), taps);
    }

    /**
     * Checks that this teacher can teach a student of this data.
     *
     * @throws ShapeException when shape, classes or taps differ; the message has both sides
     */
    public void mustFit(Shape input, int classes, Set<String> taps) {
        if (!model.input().equals(input)) {
            throw new ShapeException(
                    "the teacher takes samples of shape %s, the data has %s. Use a teacher made for this data."
                            .formatted(model.input(), input));
        }
        if (model.classes() != classes) {
            throw new ShapeException(
                    "the teacher tells %d classes apart, the data has %d. Use a teacher made for these classes."
                            .formatted(model.classes(), classes));
        }
        for (String tap : taps) {
            if (!model.taps().contains(tap)) {
                throw new ShapeException("the teacher has no tap '%s'; it has %s".formatted(tap, model.taps()));
            }
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
