package kd4j.loss;

import java.util.Arrays;
import kd4j.component.ShapeException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.shape.OneHot;
import org.nd4j.linalg.factory.Nd4j;

/** What losses over class scores share: checks of what they are given. */
final class Scores {
    private Scores() {}

    /** The student's logits, checked to be {@code [rows, classes]}. */
    static INDArray student(String loss, Signals signals) {
        INDArray logits = signals.student().logits();
        if (logits.rank() != 2 || logits.isEmpty()) {
            throw new ShapeException(
                    "%s: student logits have shape %s; they must be [rows, classes], at least one of each"
                            .formatted(loss, shape(logits)));
        }
        return logits;
    }

    /** The teacher's logits in the student's number type, checked to have the student's shape. */
    static INDArray teacher(String loss, Signals signals, INDArray student) {
        INDArray logits = signals.teacher().logits();
        if (!Arrays.equals(logits.shape(), student.shape())) {
            throw new ShapeException(
                    "%s: student logits have shape %s, teacher logits %s; both must be the same [rows, classes]"
                            .formatted(loss, shape(student), shape(logits)));
        }
        return logits.castTo(student.dataType());
    }

    /** The numbers to predict in the student's number type, checked to have the shape of the student's outputs. */
    static INDArray targets(String loss, Signals signals, INDArray student) {
        INDArray targets = signals.targetsFor(loss);
        if (!Arrays.equals(targets.shape(), student.shape())) {
            throw new ShapeException(
                    "%s: student outputs have shape %s, targets %s; both must be the same [rows, outputs]"
                            .formatted(loss, shape(student), shape(targets)));
        }
        return targets.castTo(student.dataType());
    }

    /** {@code [rows, classes]} of 1 at each row's label and 0 elsewhere. */
    static INDArray oneHot(String loss, int[] labels, INDArray student) {
        checkLabels(loss, labels, student);
        INDArray into = Nd4j.createUninitialized(student.dataType(), student.shape());
        Nd4j.exec(new OneHot(Nd4j.createFromArray(labels), into, Math.toIntExact(student.size(1))));
        return into;
    }

    /** Refuses labels that are not one a row and within the classes. */
    static void checkLabels(String loss, int[] labels, INDArray student) {
        if (labels.length != student.size(0)) {
            throw new ShapeException(
                    "%s: student logits have shape %s, labels have shape [%d]; there must be one label a row"
                            .formatted(loss, shape(student), labels.length));
        }
        long last = student.size(1) - 1;
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] < 0 || labels[row] > last) {
                throw new ShapeException("%s: row %d has label %d; logits of shape %s allow labels from 0 to %d"
                        .formatted(loss, row, labels[row], shape(student), last));
            }
        }
    }

    /** The sum of the products of two arrays of equal shape, whole arrays or rows of them in {@code 'c'} order. */
    static double dot(INDArray a, INDArray b) {
        return Nd4j.getBlasWrapper().level1().dot(a.length(), 1, a, b);
    }

    /** Refuses two arrays, with both shapes, unless the condition holds. */
    static void check(boolean condition, String loss, INDArray one, INDArray other, String allowed) {
        if (!condition) {
            throw new ShapeException("%s: arrays have shapes %s and %s; they must be %s"
                    .formatted(loss, shape(one), shape(other), allowed));
        }
    }

    static String shape(INDArray array) {
        return Arrays.toString(array.shape());
    }
}
