package kd4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void the_median_of_an_odd_count_is_the_middle_one() {
        assertEquals(new Spread(3, 1, 10), Spread.of(List.of(10.0, 1.0, 3.0)));
    }

    @Test
    void the_median_of_an_even_count_is_the_mean_of_the_middle_two() {
        assertEquals(new Spread(3.5, 1, 10), Spread.of(List.of(10.0, 1.0, 3.0, 4.0)));
    }

    @Test
    void nothing_has_no_median() {
        assertEquals(
                "nothing was measured, so there is no median",
                assertThrows(BenchException.class, () -> Spread.of(List.of())).getMessage());
    }

    @Test
    void brackets_hold_the_extremes() {
        assertEquals("174.6 [172.0-195.1]", new Spread(174.6, 172, 195.1).toString());
        assertEquals("1.31 [1.30-12.0]", new Spread(1.31, 1.3, 12).toString());
    }

    @Test
    void slope_by_hand() {
        // x - mean = -1, 0, 1; y - mean = -2, 1, 1; sum of products 3, of squares 2.
        assertEquals(1.5, Spread.slope(new double[] {0, 1, 2}, new double[] {10, 13, 13}), 1e-12);
        assertEquals(0, Spread.slope(new double[] {4}, new double[] {7}));
        assertEquals(0, Spread.slope(new double[0], new double[0]));
    }
}
