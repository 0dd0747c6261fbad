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

class ShiftTest implements TransformContract {
    @Override
    public Transform transform() {
        return new Shift(2);
    }

    @Override
    public Shape shape() {
        return Shape.of(3, 4, 2);
    }

    @Override
    public long expectedViews() {
        return 25;
    }

    @Test
    void movesByHand() {
        Shape shape = Shape.of(2, 3, 1);
        float[] in = {1, 2, 3, 4, 5, 6};
        // side 3: view 0 stays, 1 right, 2 left, 3 down, 6 up, 5 = down and left
        assertMoved(shape, in, 0, 1, 2, 3, 4, 5, 6);
        assertMoved(shape, in, 1, 0, 1, 2, 0, 4, 5);
        assertMoved(shape, in, 2, 2, 3, 0, 5, 6, 0);
        assertMoved(shape, in, 3, 0, 0, 0, 1, 2, 3);
        assertMoved(shape, in, 6, 4, 5, 6, 0, 0, 0);
        assertMoved(shape, in, 5, 0, 0, 0, 2, 3, 0);
    }

    @Test
    void channelsMoveTogether() {
        assertMoved(Shape.of(2, 2, 2), new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 0, 0, 1, 2, 0, 0, 5, 6);
    }

    @Test
    void noPixelsIsOneView() {
        assertEquals(1, new Shift(0).views(shape()));
    }

    @Test
    void refusesWhatItCannotMove() {
        assertThrows(KeyException.class, () -> new Shift(-1));
        ShapeException vector = assertThrows(ShapeException.class, () -> new Shift(1).output(Shape.of(12)));
        assertTrue(vector.getMessage().contains("shape 12"), vector.getMessage());
        ShapeException small = assertThrows(ShapeException.class, () -> new Shift(3).output(shape()));
        assertTrue(small.getMessage().contains("3x4x2; allowed: 0 to 2"), small.getMessage());
    }

    private static void assertMoved(Shape shape, float[] in, long view, float... expected) {
        float[] out = new float[in.length];
        new Shift(1).apply(shape, in, out, view);
        assertArrayEquals(expected, out);
    }
}
