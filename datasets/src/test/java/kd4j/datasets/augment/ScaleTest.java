package kd4j.datasets.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kd4j.component.KeyException;
import kd4j.data.Shape;
import kd4j.data.Transform;
import org.junit.jupiter.api.Test;

class ScaleTest implements TransformContract {
    @Override
    public Transform transform() {
        return new Scale(0.5);
    }

    @Override
    public Shape shape() {
        return Shape.of(2, 2);
    }

    @Override
    public long expectedViews() {
        return 1;
    }

    @Test
    void multiplies() {
        assertArrayEquals(new float[] {.5f, 1, 1.5f, 2}, apply(sample(), 0));
        assertThrows(KeyException.class, () -> new Scale(0));
    }
}
