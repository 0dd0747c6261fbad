package kd4j.loss;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.ShapeException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * How improbable the teacher's array is by what the student predicts of it, a mean and a variance (variational information
 * distillation): the mean over all numbers of {@code 1/2 * ((student - teacher)^2 / v + log v)}, a Gaussian's negative
 * logarithm without its constant, in nats. The student's tap holds the predicted means, in the teacher's shape {@code [rows,
 * ..., channels]}, and a second array of the student, {@code log-scale}, {@code [rows, channels]}, the variances: {@code v =
 * log(1 + exp(log-scale)) + 1e-5}. Both come from the adapter {@code variational}. It can be below 0. The gradient at the
 * means is {@code (student - teacher) / v}, that at a variance the sum over its numbers of {@code 1/2 * (1 / v - (student -
 * teacher)^2 / v^2)}, both divided by the number of numbers. Source: Ahn et al., arXiv 1904.05835.
 *
 * @param reduction {@code element-mean} (all public code) or {@code row-sum}, the sum over a row and the mean over rows (the
 *     paper); {@code half-row-sum} is half of that
 */
@Component("vid")
public record Vid(@Default("element-mean") Reduction reduction) implements Loss {
    private static final String NAME = "vid";

    /** The tap of the predicted variances, before they are made positive. */
    public static final String LOG_SCALE = "log-scale";

    private static final double LEAST = 1e-5;

    @Override
    public Term evaluate(Signals signals) {
        Pair pair = Pair.of(NAME, signals).same();
        INDArray scale = signals.student().at(LOG_SCALE);
        INDArray rows = rows(pair.student());
        checkScale(pair.student(), scale);
        INDArray difference = rows.sub(rows(pair.teacher()));
        INDArray variance = variance(scale.castTo(DataType.DOUBLE))
                .castTo(difference.dataType())
                .reshape(scale.size(0), 1, scale.size(1));
        double factor = reduction.factor(pair.student());
        INDArray scaled = difference.div(variance);
        double each = rows.size(1);
        double logs = each * Transforms.log(variance, true).sumNumber().doubleValue();
        double value = factor / 2 * (Scores.dot(difference, scaled) + logs);
        INDArray atVariance =
                scaled.mul(scaled).sum(1).negi().addi(variance.rdiv(each).reshape(scale.shape()));
        INDArray atScale = atVariance.muli(Transforms.sigmoid(scale, true)).muli(factor / 2);
        Term mean = pair.term(value, scaled.muli(factor));
        return new Term(
                NAME, value, Map.of(Outputs.TAP, mean.gradients().get(Outputs.TAP), LOG_SCALE, atScale), List.of());
    }

    private static INDArray rows(INDArray array) {
        long channels = array.size(-1);
        return array.reshape('c', array.size(0), array.length() / array.size(0) / channels, channels);
    }

    /**
     * {@code log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|))}; floats would lose the last summand where x is far below 0.
     */
    private static INDArray variance(INDArray scale) {
        INDArray rest =
                Transforms.log1p(Transforms.exp(Transforms.abs(scale, true).negi(), false), false);
        return Transforms.max(scale, 0, true).addi(rest).addi(LEAST);
    }

    private static void checkScale(INDArray student, INDArray scale) {
        if (scale.rank() != 2 || scale.size(0) != student.size(0) || scale.size(1) != student.size(-1)) {
            throw new ShapeException(
                    "%s: the student's tap has shape %s, log-scale %s; it must be [%d, %d], one number a row and channel"
                            .formatted(
                                    NAME,
                                    Scores.shape(student),
                                    Scores.shape(scale),
                                    student.size(0),
                                    student.size(-1)));
        }
    }

    @Override
    public Set<String> studentTaps() {
        return Set.of(Outputs.TAP, LOG_SCALE);
    }

    @Override
    public Set<String> teacherTaps() {
        return Set.of(Outputs.TAP);
    }
}
