package kd4j.model.quantise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GridTest {
    /** By hand: 3.825 / 255 = 0.015, 1.275 / 0.015 = 85. */
    @Test
    void coversARangeWithZeroOnIt() {
        Grid grid = Grid.over(-1.275, 2.55);
        assertEquals(0.015f, grid.scale(), 1e-9f);
        assertEquals(85, grid.zero());
        assertEquals(85, grid.quantised(0));
        assertEquals(0f, grid.rounded(0));
        assertEquals(0, grid.quantised(-9));
        assertEquals(255, grid.quantised(9));
        assertEquals(-1.275f, grid.lowest(), 1e-6f);
        assertEquals(2.55f, grid.highest(), 1e-6f);
    }

    @Test
    void roundsTiesToEven() {
        Grid grid = new Grid(0.5f, 10);
        assertEquals(10, grid.quantised(0.25f));
        assertEquals(12, grid.quantised(0.75f));
        assertEquals(12, grid.quantised(1.25f));
    }

    @Test
    void rangesAreWidenedToHoldZeroAndNothingIsARangeToo() {
        assertEquals(0, Grid.over(1, 2).zero());
        assertEquals(255, Grid.over(-2, -1).zero());
        assertEquals(2f / 255, Grid.over(1, 2).scale());
        assertEquals(0f, Grid.over(0, 0).rounded(0));
        assertEquals(0f, Grid.over(1e-45, 1e-44).rounded(0));
    }

    @Test
    void refusesScalesThatAreNone() {
        assertTrue(assertThrows(RuntimeException.class, () -> new Grid(0, 3))
                .getMessage()
                .contains("scale"));
        assertTrue(assertThrows(RuntimeException.class, () -> new Grid(1, 256))
                .getMessage()
                .contains("an integer from 0 to 255"));
    }

    /** By hand: channels {1.27, -0.3} and {0.1, 2.54} along the first axis, {1.27, 0.1} and {-0.3, 2.54} along the last. */
    @Test
    void weightsHaveAGridForEachChannel() {
        float[] weights = {1.27f, -0.3f, 0.1f, 2.54f};
        ChannelGrids first = ChannelGrids.of(weights, 2, false, 8);
        assertArrayEquals(new float[] {0.01f, 0.02f}, first.scales(), 1e-7f);
        assertArrayEquals(new byte[] {127, -30, 5, 127}, first.quantised(weights));
        assertArrayEquals(new double[] {1.27, -0.3, 0.1, 2.54}, first.rounded(weights), 1e-6f);
        ChannelGrids last = ChannelGrids.of(weights, 2, true, 8);
        assertArrayEquals(new byte[] {127, -15, 10, 127}, last.quantised(weights));
        ChannelGrids seven = ChannelGrids.of(weights, 2, false, 7);
        assertEquals(63, seven.quantised(weights)[0]);
        assertEquals(2.54f / 63, seven.scales()[1], 1e-7f);
    }

    @Test
    void tinyChannelsGetAThousandthOfTheLargest() {
        float[] scales =
                ChannelGrids.of(new float[] {12.7f, 0, 1e-9f}, 3, false, 8).scales();
        assertArrayEquals(new float[] {0.1f, 1e-4f, 1e-4f}, scales, 1e-8f);
        assertArrayEquals(
                new float[] {1f / 127},
                ChannelGrids.of(new float[] {0, 0}, 1, false, 8).scales());
    }
}
