package kd4j.loss;

import java.util.List;
import java.util.Map;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far the student's class probabilities are from those of a teacher made by hand, who is nearly sure of the label and has no
 * preference among the other classes (teacher-free distillation): {@code mean over rows of sum_c p_c * (log p_c - log q_c)} with {@code
 * q = softmax(student)} and {@code p = softmax(u / T)}, where {@code u} is {@code correct} at the label and {@code (1 - correct) /
 * (classes - 1)} elsewhere; in nats. Student logits are {@code [rows, classes]}; no teacher is needed. The gradient is {@code (q - p) /
 * rows}. Source: Yuan et al., arXiv 1909.11723, section 4.2, in the form of the authors' code, which leaves the student's logits
 * undivided.
 *
 * @param correct what the hand-made teacher gives to the label before it is softened, above 0 and below 1
 * @param temperature what its numbers are divided by before the softmax, > 0
 */
@Component("virtual-teacher")
public record VirtualTeacher(@Default("0.99") double correct, @Default("20.0") double temperature)
        implements ClassLoss {
    private static final String NAME = "virtual-teacher";

    public VirtualTeacher {
        Require.that(correct > 0 && correct < 1, "correct", correct, "a number above 0 and below 1");
        Require.positive("temperature", temperature);
    }

    @Override
    public Term evaluate(Signals signals) {
        INDArray student = Scores.student(NAME, signals);
        double classes = student.size(1);
        double low = (1 - correct) / Math.max(1, classes - 1) / temperature;
        double high = correct / temperature;
        double sum = Math.exp(high) + (classes - 1) * Math.exp(low);
        double atLabel = Math.exp(high) / sum;
        double elsewhere = Math.exp(low) / sum;
        INDArray p = Scores.oneHot(NAME, signals.labels(), student)
                .muli(atLabel - elsewhere)
                .addi(elsewhere);
        double entropy = atLabel * Math.log(atLabel) + (classes - 1) * elsewhere * Math.log(elsewhere);
        Softmax q = Softmax.of(student);
        double rows = student.size(0);
        double value = entropy - Scores.dot(p, q.log()) / rows;
        return new Term(NAME, value, Map.of(Outputs.LOGITS, q.shares().subi(p).divi(rows)), List.of());
    }
}
