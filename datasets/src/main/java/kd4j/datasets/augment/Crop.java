package kd4j.datasets.augment;

import kd4j.component.Component;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.data.Transform;

/**
 * Pads an image with p zeros on every side and cuts an image of the first size out of it: the random crop of CIFAR training
 * (p = 4; He and others, arXiv 1512.03385, section 4.2). It has {@code (2p + 1)^2} views, numbered as those of {@link
 * Shift}, which does the same to the pixels: view 0 is cut from the middle and is the image as it is.
 *
 * @param padding p, zeros on every side, fewer than the image's sides have pixels
 */
@Component("crop")
public record Crop(int padding) implements Transform {
    public Crop {
        Require.that(padding >= 0, "padding", padding, "an integer >= 0");
    }

    @Override
    public Shape output(Shape input) {
        Moves.requireRoom("crop", padding, input);
        return input;
    }

    @Override
    public long views(Shape input) {
        return Moves.views(padding);
    }

    @Override
    public void apply(Shape shape, float[] in, float[] out, long view) {
        Moves.apply(shape, in, out, padding, view);
    }
}
