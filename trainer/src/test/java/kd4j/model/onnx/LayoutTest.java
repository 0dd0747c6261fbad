package kd4j.model.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import kd4j.data.Shape;
import org.junit.jupiter.api.Test;

class LayoutTest {
    private static final Shape IMAGE = Shape.of(4, 5, 3);

    @Test
    void turnsImages() {
        assertArrayEquals(new long[] {3, 4, 5}, Layout.channelsFirst(IMAGE));
        assertEquals(IMAGE, Layout.ofChannelsFirst(new long[] {3, 4, 5}));
        assertArrayEquals(new int[] {0, 3, 1, 2}, Layout.toFirst(IMAGE));
        assertArrayEquals(new long[] {0, 2, 3, 1}, Layout.toLast(IMAGE));
    }

    @Test
    void turnsSignalsAndLeavesVectors() {
        Shape signal = Shape.of(100, 2);
        assertArrayEquals(new long[] {2, 100}, Layout.channelsFirst(signal));
        assertArrayEquals(new int[] {0, 2, 1}, Layout.toFirst(signal));
        assertArrayEquals(new long[] {0, 2, 1}, Layout.toLast(signal));
        assertArrayEquals(new long[] {7}, Layout.channelsFirst(Shape.of(7)));
        assertEquals(Shape.of(7), Layout.ofChannelsFirst(new long[] {7}));
        assertArrayEquals(new int[] {0, 1}, Layout.toFirst(Shape.of(7)));
    }

    @Test
    void knowsWhereTheOrderIsTheSame() {
        assertFalse(Layout.sameOrder(IMAGE));
        assertFalse(Layout.sameOrder(Shape.of(1, 2, 3)));
        assertTrue(Layout.sameOrder(Shape.of(4, 5, 1)));
        assertTrue(Layout.sameOrder(Shape.of(1, 1, 8)));
        assertTrue(Layout.sameOrder(Shape.of(8)));
    }
}
