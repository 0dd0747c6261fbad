package kd4j.datasets.augment;

import kd4j.component.Component;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.data.Transform;

/**
 * Moves an image down or up and right or left by up to n whole pixels; what moves in is 0. It has {@code (2n + 1)^2}
 * views: view {@code v} moves down by {@code d(v / (2n + 1))} and right by {@code d(v mod (2n + 1))} with {@code d = 0, 1,
 * -1, 2, -2, ...}, so view 0 is the image as it is. After {@code normalize} a 0 is the mean, not the background.
 *
 * @param pixels n, the largest move in either direction, smaller than the image's sides
 */
@Component("shift")
public record Shift(int pixels) implements Transform {
    public Shift {
        Require.that(pixels >= 0, "pixels", pixels, "an integer >= 0");
    }

    @Override
    public Shape output(Shape input) {
        Moves.requireRoom("shift", pixels, input);
        return input;
    }

    @Override
    public long views(Shape input) {
        return Moves.views(pixels);
    }

    @Override
    public void apply(Shape shape, float[] in, float[] out, long view) {
        Moves.apply(shape, in, out, pixels, view);
    }
}
