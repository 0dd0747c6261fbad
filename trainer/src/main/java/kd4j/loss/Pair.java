package kd4j.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import kd4j.component.ShapeException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The same inner tap of both networks, in one number type and in {@code 'c'} order; only to be read.
 *
 * @param loss the loss that asks, for refusals
 * @param student the student's array, rows first
 * @param teacher the teacher's array, with as many rows
 */
record Pair(String loss, INDArray student, INDArray teacher) {
    private static final String ADAPTERS =
            "; give the loss an adapter, such as conv-1x1 for other channels, linear for vectors, interpolation for other sizes";

    /** What both networks gave at {@link Outputs#TAP}. */
    static Pair of(String loss, Signals signals) {
        return of(loss, signals, Outputs.TAP);
    }

    static Pair of(String loss, Signals signals, String tap) {
        INDArray student = plain(signals.student().at(tap));
        INDArray teacher = plain(signals.teacher().at(tap)).castTo(student.dataType());
        Pair pair = new Pair(loss, student, teacher);
        pair.check(
                student.rank() >= 2 && teacher.rank() >= 2 && !student.isEmpty() && student.size(0) == teacher.size(0),
                "both must be [rows, ...], with the same rows");
        return pair;
    }

    private static INDArray plain(INDArray array) {
        boolean plain = array.ordering() == 'c' && Arrays.equals(array.stride(), Nd4j.getStrides(array.shape(), 'c'));
        return plain ? array : array.dup('c');
    }

    /** Refuses the pair, with both shapes, unless the condition holds. */
    void check(boolean condition, String allowed) {
        if (!condition) {
            throw new ShapeException("%s: the student's tap has shape %s, the teacher's %s; %s"
                    .formatted(loss, Scores.shape(student), Scores.shape(teacher), allowed));
        }
    }

    /** Both checked to have the same shape. */
    Pair same() {
        check(Arrays.equals(student.shape(), teacher.shape()), "both must be the same" + ADAPTERS);
        return this;
    }

    /** Both checked to be images, {@code [rows, height, width, channels]}. */
    Pair images() {
        check(student.rank() == 4 && teacher.rank() == 4, "both must be images, [rows, height, width, channels]");
        return this;
    }

    /** Both checked to be images of the same height and width; channels may differ. */
    Pair sameSize() {
        images().check(sizesAgree(), "both must be images of the same height and width" + ADAPTERS);
        return this;
    }

    private boolean sizesAgree() {
        return student.size(1) == teacher.size(1) && student.size(2) == teacher.size(2);
    }

    /** Images as {@code [rows, pixels, channels]}. */
    Pair pixels() {
        return new Pair(loss, pixels(student), pixels(teacher));
    }

    static INDArray pixels(INDArray images) {
        return images.reshape('c', images.size(0), images.size(1) * images.size(2), images.size(3));
    }

    /** Both as {@code [rows, numbers in a row]}; these may differ in number. */
    Pair vectors() {
        return new Pair(loss, vectors(student), vectors(teacher));
    }

    private static INDArray vectors(INDArray array) {
        return array.reshape('c', array.size(0), array.length() / array.size(0));
    }

    /** The pair in doubles, for losses of differences of large numbers. */
    Pair doubles() {
        return new Pair(loss, student.castTo(DataType.DOUBLE), teacher.castTo(DataType.DOUBLE));
    }

    /** A term without parts, whose gradient is brought into shape and number type of the student's array. */
    Term term(double value, INDArray gradient) {
        INDArray shaped = gradient.castTo(student.dataType()).reshape('c', student.shape());
        return new Term(loss, value, Map.of(Outputs.TAP, shaped), List.of());
    }
}
