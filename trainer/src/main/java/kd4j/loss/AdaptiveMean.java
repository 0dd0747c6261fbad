package kd4j.loss;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes images smaller by averaging the pixels of each bin.
 *
 * @param shares {@code [bins, pixels]}, what each pixel counts in each bin, once for each row
 */
record AdaptiveMean(INDArray shares) implements Shrinking {
    /** As {@link Shrinking.Kind} says. */
    static AdaptiveMean of(INDArray images, int toHeight, int toWidth) {
        int height = (int) images.size(1);
        int width = (int) images.size(2);
        double[][] shares = new double[toHeight * toWidth][];
        for (int bin = 0; bin < shares.length; bin++) {
            shares[bin] = shares(Bin.of(bin, height, width, toHeight, toWidth), height, width);
        }
        INDArray once = Nd4j.createFromArray(shares).castTo(images.dataType());
        return new AdaptiveMean(
                Nd4j.tile(once.reshape(1, shares.length, (long) height * width), (int) images.size(0), 1, 1));
    }

    private static double[] shares(Bin bin, int height, int width) {
        double[] shares = new double[height * width];
        for (int y = bin.top(); y < bin.bottom(); y++) {
            Arrays.fill(shares, y * width + bin.left(), y * width + bin.right(), 1.0 / bin.pixels());
        }
        return shares;
    }

    @Override
    public INDArray forward(INDArray pixels) {
        return Products.of(shares, false, pixels, false);
    }

    @Override
    public INDArray backward(INDArray gradient) {
        return Products.of(shares, true, gradient, false);
    }
}
