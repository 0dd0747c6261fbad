package kd4j.loss;

import java.util.Set;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;

/**
 * Soft targets with a temperature for the teacher alone (transformed teacher matching): {@code mean over rows of KL(q ||
 * softmax(student))}, in nats, where {@code q} is the teacher's softmax raised to the power {@code 1 / T} and made to add up
 * to 1, which is {@code softmax(teacher / T)}. Leaving the student untempered adds a term that keeps its answers from being
 * too sure. Logits of both are {@code [rows, classes]}. The gradient is {@code (softmax(student) - q) / rows}; there is no
 * T^2. Equal logits do not give 0 unless T is 1. Source: Zheng and Yang, arXiv 2402.11148, whose gamma is {@code 1 / T}.
 *
 * @param temperature what the teacher's logits are divided by before the softmax, > 0
 */
@Component("ttm")
public record Ttm(@Default("4.0") double temperature) implements ClassLoss {
    public Ttm {
        Require.positive("temperature", temperature);
    }

    @Override
    public Term evaluate(Signals signals) {
        return TransformedTeacher.evaluate("ttm", signals, temperature, false);
    }

    @Override
    public Set<String> teacherTaps() {
        return Set.of(Outputs.LOGITS);
    }
}
