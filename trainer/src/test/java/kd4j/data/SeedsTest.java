package kd4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import kd4j.data.Seeds.Use;
import org.junit.jupiter.api.Test;

/** Expected numbers: the definition in {@link Seeds}' Javadoc, calculated with Python's integers. */
class SeedsTest {
    @Test
    void theFinaliserIsThatOfSplitMix64() {
        // first output of the reference generator for seed 1234567
        assertEquals(6457827717110365317L, Seeds.next(1234567, 0));
    }

    @Test
    void numbersFollowTheDefinition() {
        assertEquals(0x25b64da3457a4a02L, Seeds.mix(Use.ORDER, 7, 0, 1));
        assertEquals(0x8e4c840a7dda8489L, Seeds.mix(Use.VIEW, 7, 2, 41));
        assertEquals(0x2427d0aeea9bb766L, Seeds.mix(Use.PARTITION, -1, 5));
    }

    @Test
    void belowReadsTheNumberWithoutASign() {
        assertEquals(5, Seeds.below(-1, 10), "2^64 - 1 = 18446744073709551615");
        assertEquals(0, Seeds.below(-1, 1));
    }

    @Test
    void uniformCoversTheUnitIntervalEvenly() {
        double[] numbers = LongStream.range(0, 100_000)
                .mapToDouble(i -> Seeds.uniform(Seeds.mix(Use.SYNTHETIC, 3, i)))
                .toArray();
        long[] tenths = new long[10];
        for (double number : numbers) {
            tenths[(int) (number * 10)]++;
        }
        // binomial(100000, 0.1): sd 95; 5 sd
        assertTrue(LongStream.of(tenths).allMatch(count -> Math.abs(count - 10_000) < 475));
        assertEquals(1 - 0x1.0p-53, Seeds.uniform(-1));
        assertEquals(0, Seeds.uniform(0));
    }

    @Test
    void ordersArePermutationsOfTheirOwnSeedAndEpoch() {
        assertArrayEquals(new int[] {4, 0, 9, 5, 3, 7, 1, 6, 8, 2}, Order.of(7, 0, 10));
        assertArrayEquals(new int[] {0, 8, 1, 5, 6, 2, 3, 9, 4, 7}, Order.of(7, 1, 10));
        assertArrayEquals(new int[] {5, 8, 9, 0, 2, 3, 4, 7, 6, 1}, Order.of(8, 0, 10));
        assertArrayEquals(
                IntStream.range(0, 5000).toArray(),
                IntStream.of(Order.of(1, 2, 5000)).sorted().toArray());
        assertArrayEquals(new int[0], Order.of(1, 2, 0));
    }
}
