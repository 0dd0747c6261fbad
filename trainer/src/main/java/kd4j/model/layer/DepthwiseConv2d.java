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
 * Convolution of images with one square kernel for each channel, which sees that channel alone: {@code y[h, w, c] = b[c] + sum of
 * x[h * stride + i - padding, w * stride + j - padding, c] * W[c, 1, i, j]}, zeros outside of the image. The number of channels
 * stays; a conv2d of kernel 1 behind it mixes them. Weights start as in {@link Start#he}, biases at 0. Source: Howard et al.,
 * arXiv 1704.04861.
 *
 * @param kernel side of the kernels in pixels
 * @param stride pixels from one position of the kernel to the next
 * @param padding pixels of zeros on each of the four sides; half the kernel, rounded down, when left out
 * @param bias whether a constant is added to each channel; not needed before batch-norm
 */
@Component("depthwise-conv2d")
public record DepthwiseConv2d(
        int kernel, @Default("1") int stride, Optional<Integer> padding, @Default("true") boolean bias)
        implements Layer {
    public DepthwiseConv2d {
        Require.positive("kernel", kernel);
        Require.positive("stride", stride);
        Require.that(padding.orElse(0) >= 0, "padding", padding.orElse(0), "an integer >= 0");
    }

    /** The kernel as a window. */
    public Window window() {
        return Window.square(kernel, stride, padding.orElse(kernel / 2));
    }

    @Override
    public Shape output(Shape input) {
        Images.check("depthwise-conv2d", input);
        return Images.output("depthwise-conv2d", input, window(), input.channels());
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        return Convolved.parameters(
                input.channels(), input.channels(), input.channels(), List.of(kernel, kernel), bias);
    }

    @Override
    public long macs(Shape input) {
        return (long) output(input).values() * kernel * kernel;
    }

    @Override
    public Computation computation(Shape input) {
        return new Convolution(window(), input.channels(), false);
    }

    @Override
    public Optional<Computation> rectified(Shape input) {
        return Optional.of(new Convolution(window(), input.channels(), true));
    }
}
