package kd4j.model.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import kd4j.model.Parameter;
import kd4j.model.Parameter.Role;
import kd4j.model.Parameter.Start;
import kd4j.model.kernel.Window;

/**
 * Convolution of images with square kernels: {@code y[h, w, o] = b[o] + sum of x[h * stride + i - padding, w * stride + j -
 * padding, c] * W[o, c, i, j]}, zeros outside of the image. Takes {@code height x width x in}, gives {@code height' x width' x
 * channels} with {@code height' = floor((height + 2 padding - kernel) / stride) + 1}. Weights start as in {@link Start#he},
 * biases at 0.
 *
 * @param channels number of kernels, which is the number of channels that come out
 * @param kernel side of the kernels in pixels
 * @param stride pixels from one position of the kernel to the next
 * @param padding pixels of zeros on each of the four sides; half the kernel, rounded down, when left out
 * @param bias whether a constant is added to each channel; not needed before batch-norm
 */
@Component("conv2d")
public record Conv2d(
        int channels, int kernel, @Default("1") int stride, Optional<Integer> padding, @Default("true") boolean bias)
        implements Layer {
    public Conv2d {
        Require.positive("channels", channels);
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
        return Images.output("conv2d", input, window(), channels);
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        Shape weight = Shape.of(channels, input.channels(), kernel, kernel);
        List<Parameter> all = new ArrayList<>();
        all.add(new Parameter("weight", weight, Role.WEIGHT, Start.he((long) input.channels() * kernel * kernel)));
        if (bias) {
            all.add(new Parameter("bias", Shape.of(channels), Role.BIAS, new Start.Constant(0)));
        }
        return all;
    }

    @Override
    public long macs(Shape input) {
        return (long) output(input).values() * input.channels() * kernel * kernel;
    }

    @Override
    public Computation computation(Shape input) {
        return new Convolution(window(), 1, false);
    }

    @Override
    public Optional<Computation> rectified(Shape input) {
        return Optional.of(new Convolution(window(), 1, true));
    }
}
