package kd4j.loss;

import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.factory.Nd4j;

/** Signals of a few numbers written by hand, in doubles. */
final class Shown {
    private Shown() {}

    /** One row of class scores; its label is 0. */
    static Signals scores(double[] student, double[] teacher) {
        return scores(new double[][] {student}, new double[][] {teacher});
    }

    /** Rows of class scores; their labels are 0. */
    static Signals scores(double[][] student, double[][] teacher) {
        return new Signals(
                new int[student.length],
                Outputs.ofLogits(Nd4j.createFromArray(student)),
                Outputs.ofLogits(Nd4j.createFromArray(teacher)),
                0);
    }

    /** Rows of one predicted number. */
    static Signals numbers(double[] student, double[] teacher, double[] targets) {
        return new Signals(
                new int[student.length],
                Outputs.ofLogits(Nd4j.createFromArray(student).reshape(-1, 1)),
                Outputs.ofLogits(Nd4j.createFromArray(teacher).reshape(-1, 1)),
                0,
                Optional.of(Nd4j.createFromArray(targets).reshape(-1, 1)));
    }

    /** Rows of one inner tap, in this shape. */
    static Signals taps(double[] student, double[] teacher, long... shape) {
        return taps(student, shape, teacher, shape);
    }

    /** Rows of one inner tap, in two shapes. */
    static Signals taps(double[] student, long[] studentShape, double[] teacher, long[] teacherShape) {
        return new Signals(new int[(int) studentShape[0]], tap(student, studentShape), tap(teacher, teacherShape), 0);
    }

    private static Outputs tap(double[] numbers, long... shape) {
        return new Outputs(Map.of(Outputs.TAP, Nd4j.createFromArray(numbers).reshape(shape)));
    }
}
