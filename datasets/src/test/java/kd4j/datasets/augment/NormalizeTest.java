package kd4j.datasets.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kd4j.component.KeyException;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.data.Transform;
import org.junit.jupiter.api.Test;

class NormalizeTest implements TransformContract {
    @Override
    public Transform transform() {
        return new Normalize(List.of(1.0, 2.0), List.of(0.5, 4.0));
    }

    @Override
    public Shape shape() {
        return Shape.of(1, 3, 2);
    }

    @Override
    public long expectedViews() {
        return 1;
    }

    @Test
    void eachChannelHasItsOwnNumbers() {
        // (1 - 1)/0.5, (2 - 2)/4, (3 - 1)/0.5, (4 - 2)/4, (5 - 1)/0.5, (6 - 2)/4
        assertArrayEquals(new float[] {0, 0, 4, .5f, 8, 1}, apply(sample(), 0));
    }

    @Test
    void oneNumberIsForAll() {
        float[] out = new float[3];
        new Normalize(List.of(2.0), List.of(2.0)).apply(Shape.of(3), new float[] {0, 2, 6}, out, 0);
        assertArrayEquals(new float[] {-1, 0, 2}, out);
    }

    @Test
    void refusesNumbersThatDoNotFit() {
        ShapeException e = assertThrows(ShapeException.class, () -> transform().output(Shape.of(4, 4, 3)));
        assertTrue(e.getMessage().contains("2 numbers for mean; samples of shape 4x4x3 need 1 or 3"), e.getMessage());
        assertThrows(KeyException.class, () -> new Normalize(List.of(), List.of(1.0)));
        assertThrows(KeyException.class, () -> new Normalize(List.of(0.0), List.of(0.0)));
        assertThrows(KeyException.class, () -> new Normalize(List.of(Double.NaN), List.of(1.0)));
    }
}
