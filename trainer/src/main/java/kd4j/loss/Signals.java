package kd4j.loss;

import java.util.Objects;
import java.util.Optional;
import kd4j.component.ShapeException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What one training step shows to a loss.
 *
 * @param labels the class of each row; none where rows have numbers to predict
 * @param student what the student gave, with gradients to be found
 * @param teacher what the teacher gave, a constant; empty where there is no teacher
 * @param progress how much of the training is done, from 0 to below 1
 * @param targets the numbers to predict, {@code [rows, outputs]}, a constant; empty where rows have classes only
 */
@SuppressWarnings("ArrayRecordComponent") // a batch is never compared; a list of boxes would cost more than the loss
public record Signals(int[] labels, Outputs student, Outputs teacher, double progress, Optional<INDArray> targets) {
    public Signals {
        Objects.requireNonNull(labels);
        Objects.requireNonNull(student);
        Objects.requireNonNull(teacher);
        Objects.requireNonNull(targets);
    }

    /** Rows that have classes only. */
    public Signals(int[] labels, Outputs student, Outputs teacher, double progress) {
        this(labels, student, teacher, progress, Optional.empty());
    }

    /** The numbers to predict, for a loss that cannot do without them. */
    INDArray targetsFor(String loss) {
        return targets.orElseThrow(() -> new ShapeException(
                "%s: the rows have %d labels and no targets; use a data set with numbers to predict, or a loss of classes"
                        .formatted(loss, labels.length)));
    }
}
