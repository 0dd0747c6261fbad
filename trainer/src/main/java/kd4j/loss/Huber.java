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
 * Like the squared error for small errors, like the absolute one for large errors, so that rows that are far off pull no harder
 * than others: the mean over rows and outputs of {@code u^2 / 2} where {@code |u| < delta}, and of {@code delta * (|u| - delta /
 * 2)} from there on, with {@code u = student - target}. Outputs are {@code [rows, outputs]}, in the logits tap, and so are the
 * targets. The gradient is {@code u} cut off at {@code delta} and {@code -delta}, divided by rows and outputs. In recipes targets
 * are in standard deviations of the training rows, so {@code delta: 1} is one of these. Source: Huber, Robust estimation of a
 * location parameter, Annals of Mathematical Statistics 35(1), 1964.
 *
 * @param delta where the squared error becomes an absolute one, > 0
 * @param from where the target comes from: {@code targets} (the data) or {@code teacher} (its outputs)
 */
@Component("huber")
public record Huber(@Default("1.0") double delta, @Default("targets") TargetSource from) implements Loss {
    private static final String NAME = "huber";

    public Huber {
        Require.positive("delta", delta);
    }

    /** {@code h(u) = c * (|u| - c / 2)} with {@code c = min(|u|, delta)}. */
    @Override
    public Term evaluate(Signals signals) {
        INDArray student = Scores.student(NAME, signals);
        INDArray difference = student.sub(
                from == TargetSource.TEACHER
                        ? Scores.teacher(NAME, signals, student)
                        : Scores.targets(NAME, signals, student));
        INDArray size = Transforms.abs(difference, true);
        INDArray cut = Transforms.min(size, delta, true);
        double numbers = difference.length();
        double value = (Scores.dot(cut, size) - Scores.dot(cut, cut) / 2) / numbers;
        INDArray gradient = cut.muli(Transforms.sign(difference, true)).divi(numbers);
        return new Term(NAME, value, Map.of(Outputs.LOGITS, gradient), List.of());
    }

    @Override
    public Set<String> teacherTaps() {
        return from == TargetSource.TEACHER ? Set.of(Outputs.LOGITS) : Set.of();
    }

    @Override
    public boolean needsTargets() {
        return from == TargetSource.TARGETS;
    }
}
