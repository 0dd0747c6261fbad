package kd4j.loss;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.component.Component;
import kd4j.component.Default;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Whether the student goes from one layer to a deeper one as the teacher does (flow of solution procedure): for each row
 * {@code G} of {@code [first channels, second channels]} is the mean over pixels of {@code first * second}; the mean over
 * rows and all entries of {@code (G_student - G_teacher)^2}. It is 0 when both agree. It reads two taps of each network,
 * images of {@code [rows, height, width, channels]}; the larger of a network's two is averaged down to the smaller one's
 * size, unless the form says maxima. Both networks have the same channels at each tap; sizes may differ between them. The gradient at the first tap is
 * {@code second D' / pixels}, at the second {@code first D / pixels}, with {@code D} the gradient at {@code G}. Source: Yim
 * et al., A gift from knowledge distillation, CVPR 2017.
 *
 * @param form {@code element-mean}, as above (RepDistiller's), {@code frobenius2-batchmean}, the sum over entries and the
 *     mean over rows (the paper's), or {@code column-norm-sum}, the sum over second channels of L2 norms over first channels
 *     and the mean over rows, with maxima instead of averages where sizes differ (torchdistill's)
 */
@Component("fsp")
public record Fsp(@Default("element-mean") Form form) implements Loss {
    private static final String NAME = "fsp";

    private static final String CHANNELS =
            "both must have the same number of channels; give the loss an adapter, such as conv-1x1";

    /** How differences are summed up. */
    public enum Form {
        /** Squares, their mean. */
        ELEMENT_MEAN,
        /** Squares, their sum over a row, the mean over rows. */
        FROBENIUS2_BATCHMEAN,
        /** Norms over the first channels, their sum, the mean over rows; maxima where sizes differ. */
        COLUMN_NORM_SUM
    }

    @Override
    public Term evaluate(Signals signals) {
        Pair first = Pair.of(NAME, signals, Outputs.TAP).images();
        Pair second = Pair.of(NAME, signals, Outputs.SECOND_TAP).images();
        first.check(first.student().size(3) == first.teacher().size(3), CHANNELS);
        second.check(second.student().size(3) == second.teacher().size(3), CHANNELS);
        Flow student = flow(first.student(), second.student());
        Flow teacher = flow(first.teacher(), second.teacher());
        Measured measured = measured(student.matrix().sub(teacher.matrix()));
        INDArray atFirst = student.backwardFirst(measured.gradient())
                .reshape(first.student().shape());
        INDArray atSecond = student.backwardSecond(measured.gradient())
                .reshape(second.student().shape());
        Map<String, INDArray> gradients = Map.of(Outputs.TAP, atFirst, Outputs.SECOND_TAP, atSecond);
        return new Term(NAME, measured.value(), gradients, List.of());
    }

    private Measured measured(INDArray difference) {
        double rows = difference.size(0);
        return switch (form) {
            case ELEMENT_MEAN -> Measured.square(difference, 1.0 / difference.length());
            case FROBENIUS2_BATCHMEAN -> Measured.square(difference, 1 / rows);
            case COLUMN_NORM_SUM -> Measured.norms(difference, 1, 1 / rows);
        };
    }

    private Flow flow(INDArray first, INDArray second) {
        return new Flow(SameSize.of(
                NAME, first, second, form == Form.COLUMN_NORM_SUM ? AdaptiveMaximum::of : AdaptiveMean::of));
    }

    @Override
    public Set<String> studentTaps() {
        return Set.of(Outputs.TAP, Outputs.SECOND_TAP);
    }

    @Override
    public Set<String> teacherTaps() {
        return studentTaps();
    }

    /** What flows from one tap of a network to the other. */
    private record Flow(SameSize taps, INDArray matrix) {
        Flow(SameSize taps) {
            this(
                    taps,
                    Products.of(taps.first(), true, taps.second(), false)
                            .divi(taps.first().size(1)));
        }

        INDArray backwardFirst(INDArray gradient) {
            INDArray product = Products.of(taps.second(), false, gradient, true);
            return taps.backwardFirst(product.divi(taps.first().size(1)));
        }

        INDArray backwardSecond(INDArray gradient) {
            INDArray product = Products.of(taps.first(), false, gradient, false);
            return taps.backwardSecond(product.divi(taps.first().size(1)));
        }
    }
}
