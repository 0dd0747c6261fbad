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
        int line = shape.size(1) * shape.channels();
        for (int y = 0; y < shape.size(0); y++) {
            mirror(in, out, y * line, line, shape.channels());
        }
    }

    private static void mirror(float[] in, float[] out, int at, int line, int channels) {
        for (int x = 0; x < line; x += channels) {
            for (int c = 0; c < channels; c++) {
                out[at + line - channels - x + c] = in[at + x + c];
            }
        }
    }
}
