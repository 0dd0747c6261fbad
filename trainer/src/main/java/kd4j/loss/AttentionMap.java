package kd4j.loss;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Where an image's channels are active: for each pixel the sum over channels of a power, with the map of each row divided by
 * its L2 norm.
 *
 * @param pixels what it was made of, {@code [rows, pixels, channels]}
 * @param map {@code [rows, pixels]}
 * @param power the power
 * @param signed whether odd powers keep the sign
 */
record AttentionMap(INDArray pixels, Unit map, int power, boolean signed) {
    static AttentionMap of(INDArray pixels, int power, boolean signed) {
        INDArray sums = raised(pixels, power, signed).sum(2);
        return new AttentionMap(pixels, Unit.along(sums, 1, 0), power, signed);
    }

    /** The gradient at the pixels that belongs to one at the map, which is overwritten. */
    INDArray backward(INDArray gradient) {
        INDArray atSums = map.backward(gradient, 1).muli(power);
        INDArray slope = raised(pixels, power - 1, signed || power % 2 == 0);
        if (!signed && power % 2 == 1) {
            slope = Transforms.sign(pixels, true).muli(slope);
        }
        return slope.muli(atSums.reshape(atSums.size(0), atSums.size(1), 1));
    }

    private static INDArray raised(INDArray x, int power, boolean signed) {
        INDArray base = signed || power % 2 == 0 ? x : Transforms.abs(x, true);
        INDArray product = base.dup('c');
        for (int i = 1; i < power; i++) {
            product.muli(base);
        }
        return power == 0 ? product.assign(1) : product;
    }
}
