package kd4j.loss;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * An array with everything along one axis divided by its L2 norm.
 *
 * @param unit {@code x / D}, a new array
 * @param norm {@code |x|}, with 1 in place of that axis
 * @param inverse {@code 1 / D}, and 0 where the norm is 0
 */
record Unit(INDArray unit, INDArray norm, INDArray inverse) {
    private static final double LEAST = 1e-12;

    /** @param epsilon what is added to norms, {@code D = |x| + epsilon}; where it is 0, {@code D = max(|x|, 1e-12)} */
    static Unit along(INDArray x, int axis, double epsilon) {
        INDArray norm = Transforms.sqrt(x.mul(x).sum(true, axis), false);
        INDArray divisor = epsilon > 0 ? norm.add(epsilon) : Transforms.max(norm, LEAST, true);
        INDArray inverse = norm.gt(0).castTo(x.dataType()).divi(divisor);
        return new Unit(x.mul(inverse), norm, inverse);
    }

    /**
     * The gradient at x that belongs to one at the units, which is overwritten: {@code g / D - u * <g, u> / |x|}; 0 where
     * the norm is 0.
     */
    INDArray backward(INDArray gradient, int axis) {
        INDArray along = gradient.mul(unit).sum(true, axis).divi(Transforms.max(norm, LEAST, true));
        return gradient.muli(inverse).subi(unit.mul(along));
    }
}
