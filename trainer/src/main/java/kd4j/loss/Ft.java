package kd4j.loss;

import kd4j.component.Component;
import kd4j.component.Default;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far the student's factors are from the teacher's, whatever their size (factor transfer): both are laid out as vectors
 * and divided by their L2 norms; the mean over all numbers of {@code |u_student - u_teacher|}. It is 0 when both agree, up
 * to a positive factor of each row. Both have the same shape, {@code [rows, ...]}: the student's factors come from an
 * adapter (the paper's translator), the teacher's from its paraphraser. The gradient is {@code sign(u_student - u_teacher) /
 * numbers}, taken back through the norm. Source: Kim et al., arXiv 1802.04977.
 *
 * @param form {@code l1-element-mean}, as above (torchdistill's), {@code l1-sum-batchmean}, the sum over a row and the mean
 *     over rows (the paper's), {@code l2-norm-batchmean}, the mean over rows of the L2 norm (the paper's with p = 2), or
 *     {@code attention-factor-l1}, the mean of differences of attention maps of images of the same size (RepDistiller's)
 */
@Component("ft")
public record Ft(@Default("l1-element-mean") Form form) implements TapLoss {
    private static final String NAME = "ft";

    /** What is compared, and how it is summed up. */
    public enum Form {
        /** Absolute values, their mean. */
        L1_ELEMENT_MEAN,
        /** Absolute values, their sum over a row, the mean over rows. */
        L1_SUM_BATCHMEAN,
        /** The L2 norm of a row, the mean over rows. */
        L2_NORM_BATCHMEAN,
        /** Attention maps: absolute values, their mean. */
        ATTENTION_FACTOR_L1
    }

    @Override
    public Term evaluate(Signals signals) {
        Pair pair = Pair.of(NAME, signals);
        return form == Form.ATTENTION_FACTOR_L1 ? maps(pair) : factors(pair.same());
    }

    private Term factors(Pair pair) {
        Measured measured = Measured.ofUnits(pair.vectors(), (student, teacher) -> measured(student.sub(teacher)));
        return pair.term(measured.value(), measured.gradient());
    }

    private Measured measured(INDArray difference) {
        double rows = difference.size(0);
        return switch (form) {
            case L1_SUM_BATCHMEAN -> Measured.absolute(difference, 1 / rows);
            case L2_NORM_BATCHMEAN -> Measured.norms(difference, 1, 1 / rows);
            case L1_ELEMENT_MEAN, ATTENTION_FACTOR_L1 -> Measured.absolute(difference, 1.0 / difference.length());
        };
    }

    private Term maps(Pair pair) {
        Pair pixels = pair.sameSize().pixels();
        AttentionMap student = AttentionMap.of(pixels.student(), 2, true);
        AttentionMap teacher = AttentionMap.of(pixels.teacher(), 2, true);
        Measured measured = measured(student.map().unit().sub(teacher.map().unit()));
        return pair.term(measured.value(), student.backward(measured.gradient()));
    }
}
