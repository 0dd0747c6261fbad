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
 * Convolution of signals along time: {@code y[t, o] = b[o] + sum of x[t * stride + i - padding, c] * W[o, c, i]}, zeros before and
 * behind the signal. Takes {@code time x in}, gives {@code time' x channels} with {@code time' = floor((time + 2 padding - kernel)
 * / stride) + 1}. Weights start as in {@link Start#he}, biases at 0.
 *
 * @param channels number of kernels, which is the number of channels that come out
 * @param kernel length of the kernels in steps of time
 * @param stride steps from one position of the kernel to the next
 * @param padding zeros before and behind the signal each; half the kernel, rounded down, when left out
 * @param bias whether a constant is added to each channel; not needed before batch-norm
 */
@Component("conv1d")
public record Conv1d(
        int channels, int kernel, @Default("1") int stride, Optional<Integer> padding, @Default("true") boolean bias)
        implements Layer {
    public Conv1d {
        Require.positive("channels", channels);
        Require.positive("kernel", kernel);
        Require.positive("stride", stride);
        Require.that(padding.orElse(0) >= 0, "padding", padding.orElse(0), "an integer >= 0");
    }

    /** The kernel as a window over images of height 1. */
    public Window window() {
        return Window.line(kernel, stride, padding.orElse(kernel / 2));
    }

    @Override
    public Shape output(Shape input) {
        Images.checkSignal("conv1d", input);
        return Images.output("conv1d", input, window(), channels);
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        return Convolved.parameters(channels, input.channels(), 1, List.of(kernel), bias);
    }

    @Override
    public long macs(Shape input) {
        return (long) output(input).values() * input.channels() * kernel;
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
