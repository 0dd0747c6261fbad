package kd4j.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.ShapeException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * How well the student's array predicts the teacher's, as a normal distribution with one variance {@code v} a channel: {@code
 * ((student - teacher)^2 / v + log v) / 2}, the negative log-likelihood in nats without its constant, with {@code v = log(1 +
 * exp(logScale)) + 1e-5}. It bounds the mutual information of both arrays from below. Arrays of both are {@code [rows, ...,
 * channels]}; the adapter {@code variational} makes the student's and gives {@code log-scale [rows, channels]}. Not for class
 * scores. Source: Ahn et al., arXiv 1904.05835, equation 6.
 *
 * @param mean what the sum is divided by: {@code elements}, as all public code does, or {@code rows}, the paper's
 */
@Component("vid")
public record Vid(@Default("elements") Mean mean) implements Loss {
    /** The tap of the numbers from which the variances follow, {@code [rows, channels]}. */
    public static final String LOG_SCALE = "log-scale";

    private static final double LEAST_VARIANCE = 1e-5;

    /** What the sum over everything is divided by. */
    public enum Mean {
        /** Rows times the numbers of a row. */
        ELEMENTS,
        /** Rows. */
        ROWS
    }

    @Override
    public Set<String> studentTaps() {
        return Set.of(Outputs.TAP, LOG_SCALE);
    }

    @Override
    public Set<String> teacherTaps() {
        return Set.of(Outputs.TAP);
    }

    @Override
    public Term evaluate(Signals signals) {
        INDArray student = signals.student().at(Outputs.TAP);
        INDArray teacher = teacher(signals, student);
        INDArray logScale = logScale(signals, student);
        long rows = student.size(0);
        double count = mean == Mean.ELEMENTS ? student.length() : rows;
        INDArray variance = softplus(logScale).addi(LEAST_VARIANCE);
        INDArray difference = pixels(student.sub(teacher));
        INDArray along = difference.div(pixels(variance));
        INDArray squares = difference.mul(along).sum(1); // (s - t)^2 / v, by row and channel
        double places = difference.size(1);
        double distance = squares.sumNumber().doubleValue() / count;
        double spread = places * Transforms.log(variance, true).sumNumber().doubleValue() / count;
        // d/dv of (d^2 / v + log v) / 2 is (1 - d^2 / v) / 2v; dv / dlogScale is the sigmoid
        INDArray slope = squares.rsubi(places)
                .divi(variance)
                .muli(Transforms.sigmoid(logScale, true))
                .muli(0.5 / count);
        return new Term(
                "vid",
                (distance + spread) / 2,
                Map.of(Outputs.TAP, along.muli(1 / count).reshape('c', student.shape()), LOG_SCALE, slope),
                List.of(Part.of(0.5, "distance", distance), Part.of(0.5, "log-variance", spread)));
    }

    private static INDArray teacher(Signals signals, INDArray student) {
        INDArray teacher = signals.teacher().at(Outputs.TAP);
        if (!Arrays.equals(student.shape(), teacher.shape())) {
            throw new ShapeException("vid: student array has shape %s, teacher array %s; both must be the same"
                    .formatted(Arrays.toString(student.shape()), Arrays.toString(teacher.shape())));
        }
        return teacher.castTo(student.dataType());
    }

    private static INDArray logScale(Signals signals, INDArray student) {
        INDArray scale = signals.student().at(LOG_SCALE);
        long[] wanted = {student.size(0), student.size(-1)};
        if (!Arrays.equals(scale.shape(), wanted)) {
            throw new ShapeException("vid: student array has shape %s, log-scale %s; it must be %s"
                    .formatted(
                            Arrays.toString(student.shape()), Arrays.toString(scale.shape()), Arrays.toString(wanted)));
        }
        return scale;
    }

    /** {@code log(1 + exp(x))} as {@code max(x, 0) + log(1 + exp(-|x|))}, which cannot overflow. */
    private static INDArray softplus(INDArray x) {
        INDArray rest = Transforms.log(
                Transforms.exp(Transforms.abs(x, true).negi(), false).addi(1), false);
        return Transforms.max(x, 0, true).addi(rest);
    }

    /** {@code [rows, places, channels]}. */
    private static INDArray pixels(INDArray array) {
        long channels = array.size(-1);
        long rows = array.size(0);
        return array.dup('c').reshape('c', rows, array.length() / rows / channels, channels);
    }
}
