package kd4j.loss;

import java.util.Set;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;

/**
 * Soft targets with a temperature for the teacher alone, and more weight for rows where the teacher is unsure (weighted
 * transformed teacher matching): {@code mean over rows of u * KL(q || softmax(student))}, in nats, with {@code u = sum_c
 * softmax(teacher)_c^(1 / T)} and {@code q = softmax(teacher / T)}. The weight {@code u} goes from 1 for a sure teacher to
 * {@code classes^(1 - 1 / T)}. Logits of both are {@code [rows, classes]}. The gradient is {@code u * (softmax(student) - q)
 * / rows}; there is no T^2. Equal logits do not give 0 unless T is 1. Source: Zheng and Yang, arXiv 2402.11148, whose gamma
 * is {@code 1 / T}.
 *
 * @param temperature what the teacher's logits are divided by before the softmax, > 0; below 1 it is the sure rows that
 *     weigh more
 */
@Component("wttm")
public record Wttm(@Default("4.0") double temperature) implements ClassLoss {
    public Wttm {
        Require.positive("temperature", temperature);
    }

    @Override
    public Term evaluate(Signals signals) {
        return TransformedTeacher.evaluate("wttm", signals, temperature, true);
    }

    @Override
    public Set<String> teacherTaps() {
        return Set.of(Outputs.LOGITS);
    }
}
