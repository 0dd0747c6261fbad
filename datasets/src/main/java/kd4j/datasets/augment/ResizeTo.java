package kd4j.datasets.augment;

import kd4j.component.Component;
import kd4j.component.Require;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.data.Transform;
import kd4j.datasets.format.Resize;

/**
 * Scales images to another size, for example that of a teacher that was made elsewhere. The value at position x is the mean of
 * the pixels i weighted by {@code max(0, 1 - |i + 0.5 - (x + 0.5) s| / max(1, s))}, where s is the old size divided by the new
 * one: linear interpolation where an image grows, a mean without aliasing where it shrinks. It has one view.
 *
 * @param height the new height
 * @param width the new width
 */
@Component("resize")
public record ResizeTo(int height, int width) implements Transform {
    public ResizeTo {
        Require.positive("height", height);
        Require.positive("width", width);
    }

    @Override
    public Shape output(Shape input) {
        if (input.rank() != 3) {
            throw new ShapeException(
                    "resize takes images [height, width, channels], the samples have shape %s".formatted(input));
        }
        return Shape.of(height, width, input.channels());
    }

    @Override
    public long views(Shape input) {
        return 1;
    }

    @Override
    public void apply(Shape shape, float[] in, float[] out, long view) {
        float[] scaled = Resize.apply(in, shape, output(shape));
        System.arraycopy(scaled, 0, out, 0, scaled.length);
    }
}
