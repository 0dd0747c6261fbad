package kd4j.datasets.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.data.Transform;
import org.junit.jupiter.api.Test;

class FlipTest implements TransformContract {
    @Override
    public Transform transform() {
        return new Flip();
    }

    @Override
    public Shape shape() {
        return Shape.of(2, 3, 2);
    }

    @Override
    public long expectedViews() {
        return 2;
    }

    @Test
    void mirrorsByHand() {
        assertArrayEquals(new float[] {5, 6, 3, 4, 1, 2, 11, 12, 9, 10, 7, 8}, apply(sample(), 1));
        assertArrayEquals(sample(), apply(sample(), 0));
    }

    @Test
    void oneColumnHasOneView() {
        assertEquals(1, new Flip().views(Shape.of(5, 1, 3)));
    }

    @Test
    void refusesSignals() {
        assertThrows(ShapeException.class, () -> new Flip().output(Shape.of(100, 2)));
    }
}
