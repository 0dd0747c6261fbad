package kd4j.loss;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * How much probability would have to be moved to other classes to make the student's answer the teacher's: {@code mean over
 * rows of 1/2 * sum_c |q_c - p_c|} with {@code q = softmax(student / T)} and {@code p = softmax(teacher / T)}. It goes from
 * 0, when both agree, to 1 and treats both alike. Logits of both are {@code [rows, classes]}. The gradient at {@code q} is
 * {@code sign(q - p) / (2 * rows)}, 0 where both are equal, taken back through the softmax. No class weighs more because it
 * is improbable, so that single outliers do little harm; for the same reason it teaches little about improbable classes.
 * Source: Wen et al., arXiv 2307.15190.
 *
 * @param temperature what logits are divided by before the softmax, > 0
 * @param norm what is taken of the differences: {@code half-l1} (the total variation) or {@code l1}, twice as much
 */
@Component("total-variation")
public record TotalVariation(@Default("1.0") double temperature, @Default("half-l1") Norm norm) implements ClassLoss {
    private static final String NAME = "total-variation";

    /** What is taken of the differences of probabilities. */
    public enum Norm {
        /** Half the sum of absolute values. */
        HALF_L1,
        /** The sum of absolute values. */
        L1
    }

    public TotalVariation {
        Require.positive("temperature", temperature);
    }

    @Override
    public Term evaluate(Signals signals) {
        Softened both = Softened.of(NAME, signals, temperature);
        INDArray difference = both.student().shares().sub(both.teacher().shares());
        double factor = (norm == Norm.L1 ? 1 : 0.5) / difference.size(0);
        double value = factor * difference.norm1Number().doubleValue();
        INDArray gradient =
                both.student().backward(Transforms.sign(difference, false)).muli(factor / temperature);
        return new Term(NAME, value, Map.of(Outputs.LOGITS, gradient), List.of());
    }

    @Override
    public Set<String> teacherTaps() {
        return Set.of(Outputs.LOGITS);
    }
}
