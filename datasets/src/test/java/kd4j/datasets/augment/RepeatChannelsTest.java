package kd4j.datasets.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.data.Transform;
import org.junit.jupiter.api.Test;

class RepeatChannelsTest implements TransformContract {
    @Override
    public Transform transform() {
        return new RepeatChannels(3);
    }

    @Override
    public Shape shape() {
        return Shape.of(1, 2, 1);
    }

    @Override
    public long expectedViews() {
        return 1;
    }

    @Test
    void writesEachValueForEachChannel() {
        assertEquals(Shape.of(1, 2, 3), transform().output(shape()));
        assertArrayEquals(new float[] {1, 1, 1, 2, 2, 2}, apply(sample(), 0));
    }

    @Test
    void refusesColours() {
        ShapeException e = assertThrows(ShapeException.class, () -> transform().output(Shape.of(2, 2, 3)));
        assertTrue(e.getMessage().contains("the samples have shape 2x2x3"), e.getMessage());
    }
}
