package kd4j.datasets.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import kd4j.component.KeyException;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.data.Transform;
import org.junit.jupiter.api.Test;

class ResizeToTest implements TransformContract {
    @Override
    public Transform transform() {
        return new ResizeTo(4, 3);
    }

    @Override
    public Shape shape() {
        return Shape.of(2, 2, 3);
    }

    @Override
    public long expectedViews() {
        return 1;
    }

    /** Pixels 1 and 5 drawn out to four: at 0.25, 0.75, 1.25 and 1.75 of two, that is -0.25, 0.25, 0.75 and 1.25 between them. */
    @Test
    void growsLinearly() {
        float[] out = new float[4];
        new ResizeTo(1, 4).apply(Shape.of(1, 2, 1), new float[] {1, 5}, out, 0);
        assertArrayEquals(new float[] {1, 2, 4, 5}, out, 1e-6f);
    }

    @Test
    void saysTheShapeAndRefusesOthers() {
        assertEquals(Shape.of(4, 3, 3), transform().output(shape()));
        ShapeException e = assertThrows(ShapeException.class, () -> transform().output(Shape.of(9)));
        assertTrue(e.getMessage().contains("the samples have shape 9"), e.getMessage());
        assertThrows(KeyException.class, () -> new ResizeTo(0, 3));
    }
}
