package kd4j.loss;

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
public record Sp(@Default("l2") Norm norm) implements TapLoss {
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
        Measured measured = norm == Norm.L2
                ? Measured.ofUnits(new Pair(NAME, alike, teacher), Sp::compare)
                : byAbsoluteSums(alike, teacher);
        INDArray gradient = measured.gradient();
        return pair.term(measured.value(), Products.of(gradient.add(gradient.transpose()), false, student, false));
    }

    private static Measured compare(INDArray student, INDArray teacher) {
        return Measured.square(student.sub(teacher), 1.0 / student.length());
    }

    private static Measured byAbsoluteSums(INDArray alike, INDArray teacher) {
        INDArray sums = sums(alike);
        Measured squares = compare(alike.div(sums), teacher.div(sums(teacher)));
        INDArray along = squares.gradient().mul(alike).sum(true, 1).divi(sums);
        INDArray gradient = squares.gradient().subi(Transforms.sign(alike, true).muli(along));
        return new Measured(squares.value(), gradient.divi(sums));
    }

    private static INDArray sums(INDArray alike) {
        return Transforms.max(Transforms.abs(alike, true).sum(true, 1), LEAST, false);
    }
}
