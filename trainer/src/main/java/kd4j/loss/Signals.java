package kd4j.loss;

import java.util.Objects;

/**
 * What one training step shows to a loss.
 *
 * @param labels the class of each row
 * @param student what the student gave, with gradients to be found
 * @param teacher what the teacher gave, a constant; empty where there is no teacher
 * @param progress how much of the training is done, from 0 to below 1
 */
@SuppressWarnings("ArrayRecordComponent") // a batch is never compared; a list of boxes would cost more than the loss
public record Signals(int[] labels, Outputs student, Outputs teacher, double progress) {
    public Signals {
        Objects.requireNonNull(labels);
        Objects.requireNonNull(student);
        Objects.requireNonNull(teacher);
    }
}
