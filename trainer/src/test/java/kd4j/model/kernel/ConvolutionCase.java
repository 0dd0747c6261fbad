package kd4j.model.kernel;

/**
 * A convolution and its numbers, with the answers by loops over every product.
 *
 * @param window what slides
 * @param groups parts of the channels
 * @param rows images
 * @param height of an image
 * @param width of an image
 * @param in channels of an image
 * @param out channels of the answer
 */
record ConvolutionCase(Window window, int groups, int rows, int height, int width, int in, int out) {
    /** Sees one product of the sum: the places of its factors and of its answer. */
    @FunctionalInterface
    interface Product {
        void at(int output, int input, int weight);
    }

    Tensor input() {
        return Tensor.drawn(21, rows, height, width, in);
    }

    Tensor weight() {
        return Tensor.drawn(22, out, in / groups, window.height(), window.width());
    }

    Tensor bias() {
        return Tensor.drawn(23, out);
    }

    Tensor error() {
        return Tensor.drawn(24, outputShape());
    }

    long[] outputShape() {
        return new long[] {rows, window.rows(height), window.columns(width), out};
    }

    Expected output() {
        double[] x = input().values();
        double[] w = weight().values();
        Expected output = new Expected(outputShape());
        forEachProduct((o, i, k) -> output.add(o, x[i] * w[k]));
        return output;
    }

    Expected inputGradient() {
        double[] w = weight().values();
        double[] e = error().values();
        Expected gradient = new Expected(input().shape());
        forEachProduct((o, i, k) -> gradient.add(i, e[o] * w[k]));
        return gradient;
    }

    Expected weightGradient() {
        double[] x = input().values();
        double[] e = error().values();
        Expected gradient = new Expected(weight().shape());
        forEachProduct((o, i, k) -> gradient.add(k, e[o] * x[i]));
        return gradient;
    }

    Expected biasGradient() {
        double[] e = error().values();
        Expected gradient = new Expected(out);
        for (int o = 0; o < e.length; o++) {
            gradient.add(o % out, e[o]);
        }
        return gradient;
    }

    private void forEachProduct(Product product) {
        for (int row = 0; row < rows; row++) {
            for (int y = 0; y < window.rows(height); y++) {
                for (int x = 0; x < window.columns(width); x++) {
                    forEachProductOf(row, y, x, product);
                }
            }
        }
    }

    private void forEachProductOf(int row, int y, int x, Product product) {
        for (int down = 0; down < window.height(); down++) {
            for (int right = 0; right < window.width(); right++) {
                int pixelY = y * window.strideY() - window.paddingY() + down;
                int pixelX = x * window.strideX() - window.paddingX() + right;
                if (pixelY >= 0 && pixelY < height && pixelX >= 0 && pixelX < width) {
                    int output = ((row * window.rows(height) + y) * window.columns(width) + x) * out;
                    int input = ((row * height + pixelY) * width + pixelX) * in;
                    forEachChannel(output, input, down * window.width() + right, product);
                }
            }
        }
    }

    private void forEachChannel(int output, int input, int inWindow, Product product) {
        int inEach = in / groups;
        int outEach = out / groups;
        for (int o = 0; o < out; o++) {
            int firstInput = o / outEach * inEach;
            for (int i = 0; i < inEach; i++) {
                int weight = (o * inEach + i) * window.height() * window.width() + inWindow;
                product.at(output + o, input + firstInput + i, weight);
            }
        }
    }
}
