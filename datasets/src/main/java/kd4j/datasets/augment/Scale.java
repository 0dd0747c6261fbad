package kd4j.datasets.augment;

import kd4j.component.Component;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.data.Transform;

/**
 * Multiplies every value with one number: {@code x * factor}, such as 255 for a teacher that takes bytes where the data has values
 * from 0 to 1. It has one view.
 *
 * @param factor the number, not 0
 */
@Component("scale")
public record Scale(double factor) implements Transform {
    public Scale {
        Require.that(factor != 0 && Double.isFinite(factor), "factor", factor, "a finite number other than 0");
    }

    @Override
    public long views(Shape input) {
        return 1;
    }

    @Override
    public void apply(Shape shape, float[] in, float[] out, long view) {
        for (int i = 0; i < shape.values(); i++) {
            out[i] = (float) (in[i] * factor);
        }
    }
}
