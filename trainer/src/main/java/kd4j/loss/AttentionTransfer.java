package kd4j.loss;

import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far the places the student looks at are from those the teacher looks at. {@code Q} of a network is, for each row, the
 * map over pixels of {@code sum over channels of x^p}, divided by its L2 norm; the loss is the mean over rows and pixels of
 * {@code (Q_student - Q_teacher)^2}. It is 0 when both look at the same places, however strongly. Both are images, {@code
 * [rows, height, width, channels]}; channels may differ, and the larger image is averaged down to the smaller one's size.
 * The gradient goes back through the norm. With the usual form a weight of about 1000 is used. Not for vectors: they have no
 * places. Source: Zagoruyko and Komodakis, arXiv 1612.03928.
 *
 * @param power the power {@code p}, >= 1
 * @param form {@code code}, as above, with signed odd powers (all public code), or {@code paper}: the mean over rows of the
 *     L2 norm of {@code Q_student - Q_teacher}, not squared, with powers of absolute values (equation 2)
 */
@Component("attention-transfer")
public record AttentionTransfer(@Default("2") int power, @Default("code") Form form) implements TapLoss {
    private static final String NAME = "attention-transfer";

    /** How maps are compared. */
    public enum Form {
        /** The mean of squares. */
        CODE,
        /** The mean over rows of norms. */
        PAPER
    }

    public AttentionTransfer {
        Require.positive("power", power);
    }

    @Override
    public Term evaluate(Signals signals) {
        Pair pair = Pair.of(NAME, signals).images();
        SameSize sizes = SameSize.of(pair);
        AttentionMap student = AttentionMap.of(sizes.first(), power, form == Form.CODE);
        AttentionMap teacher = AttentionMap.of(sizes.second(), power, form == Form.CODE);
        INDArray difference = student.map().unit().sub(teacher.map().unit());
        Measured measured = form == Form.CODE
                ? Measured.square(difference, 1.0 / difference.length())
                : Measured.norms(difference, 1, 1.0 / difference.size(0));
        return pair.term(measured.value(), sizes.backwardFirst(student.backward(measured.gradient())));
    }
}
