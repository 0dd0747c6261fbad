package kd4j.loss;

import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Soft targets for class scores of every pixel, such as those of segmentation: {@code T^2 * mean over rows and pixels of KL(p ||
 * q)}, in nats, with {@code p = softmax(teacher / T)} and {@code q = softmax(student / T)} over the channels of a pixel, which are
 * the classes. It is 0 when both agree. Both are images of the same shape, {@code [rows, height, width, classes]}. The gradient is
 * {@code T * (q - p) / (rows * pixels)}. For scores of whole rows use {@code soft-targets}; for distributions over the pixels of a
 * channel {@code cwd}. Source: Liu et al., arXiv 1903.04197, pixel-wise distillation, with T = 1.
 *
 * @param temperature what scores are divided by before the softmax, > 0
 * @param mean what the sum is divided by: {@code pixels}, rows times pixels, or {@code rows} alone
 */
@Component("pixel-soft-targets")
public record PixelSoftTargets(@Default("1.0") double temperature, @Default("pixels") Mean mean) implements TapLoss {
    private static final String NAME = "pixel-soft-targets";

    /** What the sum over rows and pixels is divided by. */
    public enum Mean {
        /** The number of rows times the number of pixels. */
        PIXELS,
        /** The number of rows. */
        ROWS
    }

    public PixelSoftTargets {
        Require.positive("temperature", temperature);
    }

    @Override
    public Term evaluate(Signals signals) {
        Pair pair = Pair.of(NAME, signals).images().same();
        INDArray images = pair.student();
        long classes = images.size(3);
        long pixels = images.length() / classes;
        INDArray student = images.reshape('c', pixels, classes);
        Softened both = Softened.of(student, pair.teacher().reshape('c', pixels, classes), temperature);
        return both.divergence(pair, temperature, mean == Mean.PIXELS ? pixels : images.size(0));
    }
}
