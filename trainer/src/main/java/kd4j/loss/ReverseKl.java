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
 * How far the student's softened class probabilities are from the teacher's, weighed by the student's own: it punishes
 * probability where the teacher has none and lets the student leave out what it has no room for. {@code T^2 * mean over rows
 * of sum_c q_c * (log q_c - log p_c)} with {@code q = softmax(student / T)} and {@code p = softmax(teacher / T)}, that is
 * T^2 KL(student || teacher), in nats; {@code soft-targets} is the other direction. It is 0 when both agree. Logits of both
 * are {@code [rows, classes]}. The gradient is {@code T / rows * q * (log q - log p - KL of the row)}. Not where the student
 * must cover everything that the teacher holds possible. Sources: Gu et al., arXiv 2306.08543; Agarwal et al., arXiv
 * 2306.13649, whose code has no T^2.
 *
 * @param temperature what logits are divided by before the softmax, > 0
 * @param scale what the divergence is multiplied with: {@code temperature-squared} or {@code one}
 */
@Component("reverse-kl")
public record ReverseKl(@Default("4.0") double temperature, @Default("temperature-squared") Scale scale)
        implements ClassLoss {
    private static final String NAME = "reverse-kl";

    public ReverseKl {
        Require.positive("temperature", temperature);
    }

    @Override
    public Term evaluate(Signals signals) {
        Softened both = Softened.of(NAME, signals, temperature);
        Softmax q = both.student();
        double factor = scale.factor(temperature);
        double rows = q.log().size(0);
        INDArray distance = q.log().subi(both.teacher().log());
        double kl = Scores.dot(q.shares(), distance) / rows;
        INDArray gradient = q.backward(distance).muli(factor / temperature / rows);
        return new Term(
                NAME, factor * kl, Map.of(Outputs.LOGITS, gradient), List.of(scale.part(temperature, "kl", kl)));
    }

    @Override
    public Set<String> teacherTaps() {
        return Set.of(Outputs.LOGITS);
    }
}
