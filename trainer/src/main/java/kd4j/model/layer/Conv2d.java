package kd4j.model.layer;

import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import kd4j.model.Parameter;
import kd4j.model.Parameter.Start;
import kd4j.model.kernel.Window;

/**
 * Convolution of images: {@code y[h, w, o] = b[o] + sum of x[h * stride + i - padding, w * stride + j - padding, c] * W[o, c, i,
 * j]}, zeros outside of the image. Takes {@code height x width x in}, gives {@code height' x width' x channels} with {@code
 * height' = floor((height + 2 padding - kernel) / stride) + 1}. With groups, channels are cut into that many parts of equal size,
 * in order, and each part of the output sees its own part of the input only. Weights start as in {@link Start#he}, biases at 0.
 *
 * @param channels number of kernels, which is the number of channels that come out
 * @param kernel side of the kernels in pixels
 * @param stride pixels from one position of the kernel to the next
 * @param padding pixels of zeros on each of the four sides; half the kernel, rounded down, when left out
 * @param bias whether a constant is added to each channel; not needed before batch-norm
 * @param groups parts into which the channels are cut; a divisor of the number of channels that come in and that go out
 * @param kernelWidth width of the kernels in pixels where they are not square; kernel is their height then
 * @param paddingWidth pixels of zeros at the left and right where these are not padding; padding is meant for top and bottom then
 */
@Component("conv2d")
public record Conv2d(
        int channels,
        int kernel,
        @Default("1") int stride,
        Optional<Integer> padding,
        @Default("true") boolean bias,
        @Default("1") int groups,
        Optional<Integer> kernelWidth,
        Optional<Integer> paddingWidth)
        implements Layer {
    public Conv2d {
        Require.positive("channels", channels);
        Require.positive("kernel", kernel);
        Require.positive("stride", stride);
        Require.that(padding.orElse(0) >= 0, "padding", padding.orElse(0), "an integer >= 0");
        Require.that(groups > 0 && channels % groups == 0, "groups", groups, "a divisor of channels, " + channels);
        Require.that(kernelWidth.orElse(1) > 0, "kernel-width", kernelWidth.orElse(1), "an integer >= 1");
        Require.that(paddingWidth.orElse(0) >= 0, "padding-width", paddingWidth.orElse(0), "an integer >= 0");
    }

    /** Square kernels over all channels. */
    public Conv2d(int channels, int kernel, int stride, Optional<Integer> padding, boolean bias) {
        this(channels, kernel, stride, padding, bias, 1);
    }

    /** Square kernels. */
    public Conv2d(int channels, int kernel, int stride, Optional<Integer> padding, boolean bias, int groups) {
        this(channels, kernel, stride, padding, bias, groups, Optional.empty(), Optional.empty());
    }

    /** The kernel as a window. */
    public Window window() {
        int width = kernelWidth.orElse(kernel);
        int left = paddingWidth.or(() -> padding).orElse(width / 2);
        return new Window(kernel, width, stride, stride, padding.orElse(kernel / 2), left);
    }

    @Override
    public Shape output(Shape input) {
        Images.check("conv2d", input);
        Convolved.checkGroups("conv2d", input, groups);
        return Images.output("conv2d", input, window(), channels);
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        List<Integer> sides = List.of(window().height(), window().width());
        return Convolved.parameters(channels, input.channels(), groups, sides, bias);
    }

    @Override
    public long macs(Shape input) {
        long each = (long) input.channels() / groups * window().height() * window().width();
        return output(input).values() * each;
    }

    @Override
    public Computation computation(Shape input) {
        return new Convolution(window(), groups, false);
    }

    @Override
    public Optional<Computation> rectified(Shape input) {
        return Optional.of(new Convolution(window(), groups, true));
    }
}
