package kd4j.model.dl4j.convert;

import java.util.Arrays;
import kd4j.data.Shape;
import kd4j.model.kernel.Window;
import org.deeplearning4j.nn.conf.ConvolutionMode;

/**
 * How a window of DL4J slides over an image.
 *
 * @param mode what DL4J does where windows do not fit
 */
record Windows(int[] kernel, int[] stride, int[] padding, int[] dilation, ConvolutionMode mode) {
    /** The same window in KD4J, whose border is as wide on both sides. */
    Window over(Shape image, Source source) {
        source.require(
                dilation[0] == 1 && dilation[1] == 1,
                "KD4J has no dilation, it has %s there",
                Arrays.toString(dilation));
        source.require(
                stride[0] == stride[1],
                "KD4J has one stride for both directions, it has %s there",
                Arrays.toString(stride));
        if (mode == ConvolutionMode.Strict || mode == ConvolutionMode.Truncate) {
            return window(padding[0], padding[1]);
        }
        source.require(mode == ConvolutionMode.Same, "KD4J has no convolution mode %s", mode);
        return same(image, source);
    }

    private Window window(int paddingY, int paddingX) {
        return new Window(kernel[0], kernel[1], stride[0], stride[1], paddingY, paddingX);
    }

    private Window same(Shape image, Source source) {
        Window window = window(before(image, 0), before(image, 1));
        boolean even = window.rows(image.size(0)) == positions(image, 0)
                && window.columns(image.size(1)) == positions(image, 1);
        source.require(
                even,
                "mode Same with a window of %s and stride %d pads images of %s by one pixel more at the end, KD4J pads both sides alike",
                kernel[0] + "x" + kernel[1],
                stride[0],
                image);
        return window;
    }

    private int positions(Shape image, int axis) {
        return (image.size(axis) + stride[axis] - 1) / stride[axis];
    }

    /** DL4J's border at the top or left. */
    private int before(Shape image, int axis) {
        return ((positions(image, axis) - 1) * stride[axis] + kernel[axis] - image.size(axis)) / 2;
    }
}
