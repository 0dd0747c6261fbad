package kd4j.loss;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.component.ShapeException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Soft targets taken apart into what the teacher thinks of the right class and what it thinks of the others, with a weight
 * for each (decoupled knowledge distillation): {@code T^2 * mean over rows of alpha * KL(b_teacher || b_student) + beta *
 * KL(o_teacher || o_student)}, in nats. {@code b} is the pair (probability of the label, of all others together), {@code o}
 * the softmax over the other classes alone, both at temperature T. It is 0 when both agree. Logits of both are {@code [rows,
 * classes]}, two classes or more; labels are needed. The gradient is {@code T / rows} times {@code alpha * (b_student -
 * b_teacher)} at the label and {@code alpha * o_student * (d_student - d_teacher) + beta * (o_student - o_teacher)} at the
 * others, where {@code d} is the probability of all others together. Plain soft targets weigh the second part by the
 * teacher's {@code d}, which is near 0 for a sure teacher. The authors begin with a small weight and raise it over 20
 * epochs. Source: Zhao et al., arXiv 2203.08679.
 *
 * @param temperature what logits are divided by before the softmax, > 0
 * @param alpha weight of the part about the label (TCKD), >= 0
 * @param beta weight of the part about the other classes (NCKD), >= 0
 */
@Component("dkd")
public record Dkd(@Default("4.0") double temperature, @Default("1.0") double alpha, @Default("8.0") double beta)
        implements ClassLoss {
    private static final String NAME = "dkd";
    /**
     * Takes the label out of a softmax: far below all logits, and not so far that differences of two of it are no numbers.
     */
    private static final double OUT = -1e30;

    public Dkd {
        Require.positive("temperature", temperature);
        Require.notNegative("alpha", alpha);
        Require.notNegative("beta", beta);
    }

    @Override
    public Term evaluate(Signals signals) {
        INDArray student = Scores.student(NAME, signals);
        INDArray teacher = Scores.teacher(NAME, signals, student);
        INDArray label = Scores.oneHot(NAME, signals.labels(), student);
        checkOthers(student);
        INDArray out = label.mul(OUT * temperature);
        Softened all = Softened.of(student, teacher, temperature);
        Softened others = Softened.of(student.add(out), teacher.add(out), temperature);
        return term(
                Split.of(all.student(), others.student(), label),
                Split.of(all.teacher(), others.teacher(), label),
                label);
    }

    private Term term(Split student, Split teacher, INDArray label) {
        double rows = label.size(0);
        double factor = temperature * temperature;
        double target = (Scores.dot(teacher.own(), teacher.logOwn().sub(student.logOwn()))
                        + Scores.dot(teacher.rest(), teacher.logRest().sub(student.logRest())))
                / rows;
        double other = Scores.dot(
                        teacher.others().shares(),
                        teacher.others().log().sub(student.others().log()))
                / rows;
        INDArray own = label.muli(student.own().sub(teacher.own()).muli(alpha));
        INDArray rest =
                student.others().shares().mul(student.rest().sub(teacher.rest()).muli(alpha));
        INDArray shape =
                student.others().shares().sub(teacher.others().shares()).muli(beta);
        INDArray gradient = own.addi(rest).addi(shape).muli(temperature / rows);
        Part parts = new Part(
                "T^2",
                factor,
                "decoupled",
                alpha * target + beta * other,
                List.of(Part.of(alpha, "target", target), Part.of(beta, "others", other)));
        return new Term(NAME, factor * parts.value(), Map.of(Outputs.LOGITS, gradient), List.of(parts));
    }

    private static void checkOthers(INDArray student) {
        if (student.size(1) < 2) {
            throw new ShapeException(
                    "%s: logits of shape [%d, 1] have no other class than the label; use two classes or more"
                            .formatted(NAME, student.size(0)));
        }
    }

    @Override
    public Set<String> teacherTaps() {
        return Set.of(Outputs.LOGITS);
    }

    /**
     * The label's probability and that of all others together, {@code [rows, 1]}, with logarithms, and the softmax over the
     * others. The others' is never 1 minus the label's, which is 0 for sure networks.
     */
    private record Split(INDArray own, INDArray logOwn, INDArray rest, INDArray logRest, Softmax others) {
        static Split of(Softmax all, Softmax others, INDArray label) {
            INDArray logOwn = all.log().mul(label).sum(true, 1);
            INDArray own = all.shares().mul(label).sum(true, 1);
            INDArray rest = all.shares().sub(all.shares().mul(label)).sum(true, 1);
            // log d = log p_c - log o_c for every other class c: their mean by o, in which the label counts nothing.
            INDArray logRest = all.log().sub(others.log()).muli(others.shares()).sum(true, 1);
            return new Split(own, logOwn, rest, logRest, others);
        }
    }
}
