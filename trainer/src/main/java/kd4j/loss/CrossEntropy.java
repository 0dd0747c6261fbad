package kd4j.loss;

import java.util.List;
import java.util.Map;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.component.ShapeException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How badly the student's class probabilities fit the labels: the mean over rows of {@code -sum_c q_c * log softmax(logits)_c},
 * in nats. {@code q} is 1 at the label and 0 elsewhere; with label smoothing {@code e > 0} a share of it is spread over the
 * classes. Student logits are {@code [rows, classes]}; no teacher is needed. The gradient is {@code (softmax - q) / rows}.
 * Source of label smoothing: Szegedy et al., arXiv 1512.00567, section 7.
 *
 * @param labelSmoothing share {@code e} of each label that is spread over the classes, from 0 to below 1
 * @param smoothing how that share is spread: {@code uniform-all} gives {@code e / classes} to every class, the label's too (the
 *     paper's form), {@code uniform-others} gives {@code e / (classes - 1)} to every class but the label's
 */
@Component("cross-entropy")
public record CrossEntropy(@Default("0.0") double labelSmoothing, @Default("uniform-all") Smoothing smoothing)
        implements ClassLoss {
    private static final String NAME = "cross-entropy";

    /** How a share of the label is spread over the classes. */
    public enum Smoothing {
        /** Over every class, the label's too. */
        UNIFORM_ALL,
        /** Over every class but the label's. */
        UNIFORM_OTHERS
    }

    public CrossEntropy {
        Require.fraction("label-smoothing", labelSmoothing);
    }

    /** Plain labels, no smoothing. */
    public CrossEntropy() {
        this(0, Smoothing.UNIFORM_ALL);
    }

    @Override
    public Term evaluate(Signals signals) {
        INDArray logits = Scores.student(NAME, signals);
        return labelSmoothing == 0 && HostRows.hold(logits)
                ? atLabels(logits, signals.labels())
                : byOperations(logits, Scores.oneHot(NAME, signals.labels(), logits));
    }

    private static Term atLabels(INDArray logits, int[] labels) {
        Scores.checkLabels(NAME, labels, logits);
        Softmax student = Softmax.of(logits);
        double hard = -HostRows.sumAt(labels, student.log()) / labels.length;
        return term(hard, HostRows.gradient(student.shares(), labels), List.of());
    }

    private Term byOperations(INDArray logits, INDArray labels) {
        Softmax student = Softmax.of(logits);
        double hard = -Scores.dot(labels, student.log()) / logits.size(0);
        return labelSmoothing == 0
                ? term(hard, gradient(student, labels), List.of())
                : smoothed(hard, labels, student, spreadOver(logits));
    }

    private Term smoothed(double hard, INDArray labels, Softmax student, long classes) {
        double all = -student.log().sumNumber().doubleValue() / labels.size(0);
        double spread = (smoothing == Smoothing.UNIFORM_ALL ? all : all - hard) / classes;
        double off = labelSmoothing / classes;
        double on = smoothing == Smoothing.UNIFORM_ALL ? 1 - labelSmoothing + off : 1 - labelSmoothing;
        INDArray target = labels.muli(on - off).addi(off);
        Part label = Part.of(1 - labelSmoothing, "label", hard);
        Part others = Part.of(labelSmoothing, smoothing == Smoothing.UNIFORM_ALL ? "all-classes" : "others", spread);
        double value = (1 - labelSmoothing) * hard + labelSmoothing * spread;
        return term(value, gradient(student, target), List.of(label, others));
    }

    private long spreadOver(INDArray logits) {
        long classes = logits.size(1) - (smoothing == Smoothing.UNIFORM_ALL ? 0 : 1);
        if (classes == 0) {
            throw new ShapeException(
                    "%s: logits of shape [%d, 1] have no other class to give %s to; use two classes or more"
                            .formatted(NAME, logits.size(0), labelSmoothing));
        }
        return classes;
    }

    /** In the array of the shares, which are not needed any more. */
    private static INDArray gradient(Softmax student, INDArray target) {
        return student.shares().subi(target).divi(target.size(0));
    }

    private static Term term(double value, INDArray gradient, List<Part> parts) {
        return new Term(NAME, value, Map.of(Outputs.LOGITS, gradient), parts);
    }
}
