package kd4j.loss;

import kd4j.component.Component;
import kd4j.component.Default;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Whether channels that belong together in the teacher belong together in the student (inter-channel correlation): for each
 * row of the batch {@code G = X'X} with {@code X} of {@code [pixels, channels]} and each row of {@code G} divided by its L2
 * norm; {@code sum (G_student - G_teacher)^2 / (channels * rows)}. It is 0 when both agree, up to a factor. Both are images
 * with the same number of channels, {@code [rows, height, width, channels]}; sizes may differ. The gradient at {@code X} is
 * {@code X (D + D')} with {@code D} the gradient at the undivided {@code G}. Meant for the last images before the mean; a
 * usual weight is 2.5. Source: Liu et al., Exploring inter-channel correlation for diversity-preserved knowledge
 * distillation, ICCV 2021, whose text divides by channels^2.
 *
 * @param form {@code per-sample}, as above (the authors' code for CIFAR), or {@code per-sample-twice}, divided by rows once
 *     more (torchdistill's)
 */
@Component("ickd")
public record Ickd(@Default("per-sample") Form form) implements TapLoss {
    private static final String NAME = "ickd";

    /** What the sum is divided by. */
    public enum Form {
        /** Channels and rows. */
        PER_SAMPLE,
        /** Channels and the square of rows. */
        PER_SAMPLE_TWICE
    }

    @Override
    public Term evaluate(Signals signals) {
        Pair pair = Pair.of(NAME, signals).images();
        pair.check(
                pair.student().size(3) == pair.teacher().size(3),
                "both must have the same number of channels; give the loss an adapter, such as conv-1x1");
        Pair pixels = pair.pixels();
        INDArray x = pixels.student();
        Unit student = correlations(x);
        double rows = x.size(0);
        double factor = 1 / (x.size(2) * (form == Form.PER_SAMPLE ? rows : rows * rows));
        Measured squares = Measured.square(
                student.unit().sub(correlations(pixels.teacher()).unit()), factor);
        INDArray gradient = student.backward(squares.gradient(), 2);
        INDArray both = gradient.permute(0, 2, 1).dup('c').addi(gradient);
        return pair.term(squares.value(), Products.of(x, false, both, false));
    }

    private static Unit correlations(INDArray x) {
        return Unit.along(Products.of(x, true, x, false), 2, 0);
    }
}
