package kd4j.loss;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What {@link Ttm} and {@link Wttm} share: KL(q || student) with the teacher's softmax raised to a power. */
final class TransformedTeacher {
    private TransformedTeacher() {}

    /** @param weighted whether each row counts by the sum of the powers */
    static Term evaluate(String loss, Signals signals, double temperature, boolean weighted) {
        INDArray logits = Scores.student(loss, signals);
        Softmax student = Softmax.of(logits);
        // log softmax(teacher) / T: its softmax is q, its log-sum-exp the logarithm of the row's weight.
        INDArray powers =
                Softmax.of(Scores.teacher(loss, signals, logits)).log().divi(temperature);
        INDArray sums = Transforms.exp(powers, true).sum(true, 1);
        INDArray weights = weighted ? sums : sums.assign(1);
        Softmax q = Softmax.inPlaceOf(powers);
        INDArray gradient = student.shares().subi(q.shares()).muli(weights);
        INDArray target = q.shares().muli(weights);
        double rows = logits.size(0);
        double value = Scores.dot(target, q.log().subi(student.log())) / rows;
        return new Term(loss, value, Map.of(Outputs.LOGITS, gradient.divi(rows)), List.of());
    }
}
