package kd4j.loss;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes images smaller. Bin {@code i} of {@code k} over {@code n} pixels reaches from {@code floor(i * n / k)} to before {@code ceil((i +
 * 1) * n / k)}, so that bins overlap where {@code n} is no multiple of {@code k} (PyTorch's adaptive pooling).
 */
interface Shrinking {
    /** {@code [rows, bins, channels]} of {@code [rows, pixels, channels]}. */
    INDArray forward(INDArray pixels);

    /** The gradient at the pixels that belongs to one at the bins. */
    INDArray backward(INDArray gradient);

    /** Makes one for images {@code [rows, height, width, channels]}, to this height and width. */
    interface Kind {
        Shrinking of(INDArray images, int toHeight, int toWidth);
    }

    /** The pixels of a bin: rows from top to before bottom, columns from left to before right. */
    record Bin(int top, int bottom, int left, int right) {
        /** The bin of this number, line after line. */
        static Bin of(int number, int height, int width, int toHeight, int toWidth) {
            int i = number / toWidth;
            int j = number % toWidth;
            return new Bin(
                    i * height / toHeight,
                    ceiling((i + 1) * height, toHeight),
                    j * width / toWidth,
                    ceiling((j + 1) * width, toWidth));
        }

        private static int ceiling(int a, int b) {
            return (a + b - 1) / b;
        }

        int pixels() {
            return (bottom - top) * (right - left);
        }
    }
}
