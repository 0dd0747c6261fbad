package kd4j.loss;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.loss.SoftTargets.Scale;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Cross entropy with the teacher's softened class probabilities in place of labels: {@code T^2 * mean over rows of -sum_c p_c * log
 * q_c} with {@code p = softmax(teacher / T)} and {@code q = softmax(student / T)}, in nats. It is {@code soft-targets} plus the
 * entropy of {@code p}, which the student cannot change: the same gradient {@code T * (q - p) / rows}, and a value that is not 0
 * when both agree. Logits of both are {@code [rows, classes]}. Take it to compare values with code that reports them so; otherwise
 * {@code soft-targets} says more. Source: Hinton, Vinyals and Dean, arXiv 1503.02531, section 2.
 *
 * @param temperature what logits are divided by before the softmax, > 0
 * @param scale what the cross entropy is multiplied with: {@code temperature-squared} or {@code one}
 */
@Component("soft-cross-entropy")
public record SoftCrossEntropy(@Default("4.0") double temperature, @Default("temperature-squared") Scale scale)
        implements ClassLoss {
    private static final String NAME = "soft-cross-entropy";

    public SoftCrossEntropy {
        Require.positive("temperature", temperature);
    }

    @Override
    public Term evaluate(Signals signals) {
        Softened both = Softened.of(NAME, signals, temperature);
        INDArray p = both.teacher().shares();
        INDArray q = both.student().shares();
        double rows = q.size(0);
        double factor = scale.factor(temperature);
        double value = -Scores.dot(p, both.student().log()) / rows;
        INDArray gradient = q.subi(p).muli(factor / temperature / rows);
        Part part = scale.part(temperature, "cross-entropy", value);
        return new Term(NAME, factor * value, Map.of(Outputs.LOGITS, gradient), List.of(part));
    }

    @Override
    public Set<String> teacherTaps() {
        return Set.of(Outputs.LOGITS);
    }
}
