package kd4j.loss;

import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;

/**
 * How far the places where each of the student's channels is active are from the teacher's (channel-wise distillation):
 * {@code T^2 * mean over rows and channels of KL(p || q)}, in nats, where {@code p} and {@code q} are the softmax over the
 * pixels of a channel of {@code teacher / T} and {@code student / T}. It is 0 when both agree, up to a number added to a
 * channel. Both are images of the same shape, {@code [rows, height, width, channels]}. The gradient is {@code T * (q - p) /
 * (rows * channels)}. Made for dense prediction, where channels are classes or parts. Source: Shu et al., arXiv 2011.13256.
 *
 * @param temperature what activations are divided by before the softmax, > 0; higher ones show more of the image
 */
@Component("cwd")
public record Cwd(@Default("4.0") double temperature) implements TapLoss {
    private static final String NAME = "cwd";

    public Cwd {
        Require.positive("temperature", temperature);
    }

    @Override
    public Term evaluate(Signals signals) {
        Pair pair = Pair.of(NAME, signals).images().same();
        Pair pixels = pair.pixels();
        Softened both = Softened.of(pixels.student(), pixels.teacher(), temperature);
        return both.divergence(
                pair,
                temperature,
                (double) pixels.student().size(0) * pixels.student().size(2));
    }
}
