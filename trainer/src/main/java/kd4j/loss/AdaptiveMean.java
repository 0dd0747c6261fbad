package kd4j.loss;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Averages images down to a smaller size. Bin {@code i} of {@code k} over {@code n} pixels reaches from {@code floor(i * n /
 * k)} to before {@code ceil((i + 1) * n / k)}, so that bins overlap where {@code n} is no multiple of {@code k} (PyTorch's
 * adaptive average pooling).
 *
 * @param shares {@code [bins, pixels]}, what each pixel counts in each bin, once for each row
 */
record AdaptiveMean(INDArray shares) {
    /** For images {@code [rows, height, width, channels]}, to this height and width. */
    static AdaptiveMean of(INDArray images, int toHeight, int toWidth) {
        int height = (int) images.size(1);
        int width = (int) images.size(2);
        double[][] shares = new double[toHeight * toWidth][];
        for (int bin = 0; bin < shares.length; bin++) {
            shares[bin] = shares(bin / toWidth, toHeight, height, bin % toWidth, toWidth, width);
        }
        INDArray once = Nd4j.createFromArray(shares).castTo(images.dataType());
        return new AdaptiveMean(
                Nd4j.tile(once.reshape(1, shares.length, (long) height * width), (int) images.size(0), 1, 1));
    }

    private static double[] shares(int i, int bins, int height, int j, int columns, int width) {
        int top = i * height / bins;
        int bottom = ceiling((i + 1) * height, bins);
        int left = j * width / columns;
        int right = ceiling((j + 1) * width, columns);
        double[] shares = new double[height * width];
        for (int y = top; y < bottom; y++) {
            Arrays.fill(shares, y * width + left, y * width + right, 1.0 / ((bottom - top) * (right - left)));
        }
        return shares;
    }

    private static int ceiling(int a, int b) {
        return (a + b - 1) / b;
    }

    /** {@code [rows, bins, channels]} of {@code [rows, pixels, channels]}. */
    INDArray forward(INDArray pixels) {
        return Products.of(shares, false, pixels, false);
    }

    /** The gradient at the pixels that belongs to one at the bins. */
    INDArray backward(INDArray gradient) {
        return Products.of(shares, true, gradient, false);
    }
}
