package kd4j.loss;

import java.util.Set;
import kd4j.component.Component;
import kd4j.component.Default;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Whether rows that are alike for the teacher are alike for the student (similarity-preserving distillation): with each
 * network's rows laid out as vectors {@code F}, {@code G = F F'} has how alike each two rows of the batch are, and each row
 * of {@code G} is divided by its norm; the loss is {@code sum (G_student - G_teacher)^2 / rows^2}. It is 0 when both agree,
 * up to the size of the activations. Both are {@code [rows, ...]} of any shape, also different ones. The gradient at {@code
 * F} is {@code (D + D') F} with {@code D} the gradient at the undivided {@code G}. Larger batches show more; a batch of one
 * row shows nothing. Usual weights are 1000 and more. Source: Tung and Mori, arXiv 1907.09682.
 *
 * @param norm the norm of the rows of {@code G}: {@code l2} (the paper's) or {@code l1} (torchdistill's)
 */
@Component("sp")
public record Sp(@Default("l2") Norm norm) implements Loss {
    private static final String NAME = "sp";

    private static final double LEAST = 1e-12;

    /** What the rows of the matrix of likenesses are divided by. */
    public enum Norm {
        /** The root of the sum of squares. */
        L2,
        /** The sum of absolute values. */
        L1
    }

    @Override
    public Term evaluate(Signals signals) {
        Pair pair = Pair.of(NAME, signals);
        Pair vectors = pair.vectors();
        INDArray student = vectors.student();
        INDArray alike = Products.of(student, false, student, true);
        INDArray teacher = Products.of(vectors.teacher(), false, vectors.teacher(), true);
        double rows = student.size(0);
        INDArray gradient;
        double value;
        if (norm == Norm.L2) {
            Unit unit = Unit.along(alike, 1, 0);
            Measured squares =
                    Measured.square(unit.unit().sub(Unit.along(teacher, 1, 0).unit()), 1 / rows / rows);
            value = squares.value();
            gradient = unit.backward(squares.gradient(), 1);
        } else {
            INDArray sums = sums(alike);
            Measured squares = Measured.square(alike.div(sums).subi(teacher.div(sums(teacher))), 1 / rows / rows);
            value = squares.value();
            INDArray along = squares.gradient().mul(alike).sum(true, 1).divi(sums);
            gradient = squares.gradient()
                    .subi(Transforms.sign(alike, true).muli(along))
                    .divi(sums);
        }
        return pair.term(value, Products.of(gradient.add(gradient.transpose()), false, student, false));
    }

    private static INDArray sums(INDArray alike) {
        return Transforms.max(Transforms.abs(alike, true).sum(true, 1), LEAST, false);
    }

    @Override
    public Set<String> studentTaps() {
        return Set.of(Outputs.TAP);
    }

    @Override
    public Set<String> teacherTaps() {
        return Set.of(Outputs.TAP);
    }
}
