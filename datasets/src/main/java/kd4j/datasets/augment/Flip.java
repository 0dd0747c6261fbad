package kd4j.datasets.augment;

import kd4j.component.Component;
import kd4j.data.Shape;
import kd4j.data.Transform;

/**
 * Mirrors an image left to right, or leaves it. It has two views: 0 is the image as it is, 1 its mirror image. An image of
 * one column has only view 0.
 */
@Component("flip")
public record Flip() implements Transform {
    @Override
    public Shape output(Shape input) {
        Moves.requireImage("flip", input);
        return input;
    }

    @Override
    public long views(Shape input) {
        return input.size(1) == 1 ? 1 : 2;
    }

    @Override
    public void apply(Shape shape, float[] in, float[] out, long view) {
        if (view == 0) {
            System.arraycopy(in, 0, out, 0, shape.values());
            return;
        }
        int channels = shape.channels();
        int width = shape.size(1);
        int pixels = shape.size(0) * width;
        for (int pixel = 0; pixel < pixels; pixel++) {
            int x = pixel % width;
            int mirrored = pixel - x + width - 1 - x;
            System.arraycopy(in, pixel * channels, out, mirrored * channels, channels);
        }
    }
}
