package kd4j.loss;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A number made of an array, and its gradient at that array.
 *
 * @param value the number
 * @param gradient in the shape of the array, a new one
 */
record Measured(double value, INDArray gradient) {
    /** {@code factor * sum |x|}. */
    static Measured absolute(INDArray x, double factor) {
        return new Measured(
                factor * x.norm1Number().doubleValue(), Transforms.sign(x, true).muli(factor));
    }

    /** {@code factor * sum x^2}. */
    static Measured square(INDArray x, double factor) {
        return new Measured(factor * Scores.dot(x, x), x.mul(2 * factor));
    }

    /** {@code factor * sum over everything else of the L2 norm along an axis}; the gradient of a norm of 0 is 0. */
    static Measured norms(INDArray x, int axis, double factor) {
        Unit unit = Unit.along(x, axis, 0);
        return new Measured(
                factor * unit.norm().sumNumber().doubleValue(), unit.unit().muli(factor));
    }
}
