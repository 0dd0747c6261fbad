package kd4j.loss;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The softmax of student and teacher at one temperature, along axis 1.
 *
 * @param student {@code softmax(student / T)}
 * @param teacher {@code softmax(teacher / T)}
 */
record Softened(Softmax student, Softmax teacher) {
    /** Of the class scores of both, checked to be {@code [rows, classes]}. */
    static Softened of(String loss, Signals signals, double temperature) {
        INDArray student = Scores.student(loss, signals);
        return of(student, Scores.teacher(loss, signals, student), temperature);
    }

    /** Of two arrays of one shape and number type. Both are in one array, so that each operation runs once for both. */
    static Softened of(INDArray student, INDArray teacher, double temperature) {
        long rows = student.size(0);
        long[] shape = student.shape().clone();
        shape[0] = 2 * rows;
        INDArray both = Nd4j.createUninitialized(student.dataType(), shape);
        student.div(temperature, both.get(rows(shape, 0, rows)));
        teacher.div(temperature, both.get(rows(shape, rows, 2 * rows)));
        Softmax softmax = Softmax.inPlaceOf(both);
        return new Softened(softmax.rows(0, rows), softmax.rows(rows, 2 * rows));
    }

    /**
     * {@code T^2 KL(teacher || student) / count}, told as such; the gradient is {@code T * (q - p) / count}.
     *
     * @param pair the arrays that were softened, for name and shape of what is answered
     * @param count what the sum over all distributions is divided by
     */
    Term divergence(Pair pair, double temperature, double count) {
        INDArray q = student.shares();
        INDArray p = teacher.shares();
        double kl = Scores.dot(p, teacher.log().subi(student.log())) / count;
        double factor = temperature * temperature;
        Term term = pair.term(factor * kl, q.sub(p).muli(temperature / count));
        Part part = Part.of(factor, "kl", kl).because("T^2");
        return new Term(term.name(), term.value(), term.gradients(), List.of(part));
    }

    private static INDArrayIndex[] rows(long[] shape, long from, long to) {
        INDArrayIndex[] indices = NDArrayIndex.nTimes(NDArrayIndex.all(), shape.length);
        indices[0] = NDArrayIndex.interval(from, to);
        return indices;
    }
}
