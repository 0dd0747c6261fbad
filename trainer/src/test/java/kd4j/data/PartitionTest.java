package kd4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionTest {
    @Test
    void takesTheRowsWithTheSmallestNumbers() {
        // by Python: sorted([0..7], key=lambda i: mix(PARTITION, 7, i)) = [6,5,4,2,...], of [8..11] = [9,11,8,10]
        Partition partition = Partition.stratified(samples(8, 4), 6, 7);
        assertArrayEquals(new int[] {2, 4, 5, 6, 9, 11}, ids(partition.validation()));
        assertArrayEquals(new int[] {0, 1, 3, 7, 8, 10}, ids(partition.train()));
    }

    @Test
    void anotherSeedTakesOtherRows() {
        assertArrayEquals(
                new int[] {0, 1, 3, 5, 8, 9},
                ids(Partition.stratified(samples(8, 4), 0.5, 8).validation()));
    }

    @Test
    void theOrderOfTheRowsDoesNotMatter() {
        Samples samples = samples(30, 20, 10);
        int[] shuffled = Order.of(1, 1, 60);
        assertEquals(
                set(Partition.stratified(samples, 0.3, 5).validation()),
                set(Partition.stratified(samples.select(shuffled), 0.3, 5).validation()));
    }

    @Test
    void aSmallerPartLiesWithinALargerOne() {
        Samples samples = samples(40, 40);
        Set<Integer> larger = set(Partition.stratified(samples, 40, 5).validation());
        assertTrue(larger.containsAll(set(Partition.stratified(samples, 10, 5).validation())));
    }

    @Test
    void sharesAddUpToTheRoundedTotal() {
        // 0.25 * 30 = 7.5, rounded to 8; 8/30 of 17, 10, 3 is 4.53, 2.67, 0.8; 9/30 is 5.1, 3.0, 0.9
        assertArrayEquals(new int[] {4, 3, 1}, counts(Partition.stratified(samples(17, 10, 3), 0.25, 1), 3));
        assertArrayEquals(new int[] {5, 3, 1}, counts(Partition.stratified(samples(17, 10, 3), 9, 1), 3));
    }

    @Test
    void everyClassKeepsARowOnBothSides() {
        assertArrayEquals(new int[] {9, 1}, counts(Partition.stratified(samples(198, 2), 0.05, 1), 2));
        assertArrayEquals(new int[] {197, 1}, counts(Partition.stratified(samples(198, 2), 198, 1), 2));
    }

    @Test
    void refusesWhatLeavesAClassEmpty() {
        assertRefused(samples(5, 1), 2, "class 1 has one training row");
        assertRefused(samples(5, 5), 1, "would take 1 of 10 training rows; allowed: 2 to 8");
        assertRefused(samples(5, 5), 0.01, "would take 0 of 10 training rows");
        assertRefused(samples(5, 5), 9, "would take 9 of 10 training rows");
        assertRefused(samples(5, 5), 1e12, "training rows; allowed: 2 to 8");
    }

    @Test
    void refusesNumbersThatAreNoShareAndNoCount() {
        for (double validation : new double[] {0, -0.1, 1.5, Double.NaN, Double.NEGATIVE_INFINITY}) {
            assertRefused(samples(5, 5), validation, "allowed: a share above 0 and below 1, or a whole number of rows");
        }
    }

    private static void assertRefused(Samples samples, double validation, String message) {
        DataException e = assertThrows(DataException.class, () -> Partition.stratified(samples, validation, 1));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    private static Samples samples(int... counts) {
        int[] labels = IntStream.range(0, counts.length)
                .flatMap(c -> IntStream.generate(() -> c).limit(counts[c]))
                .toArray();
        return MemorySamples.ofFloats(Shape.of(1), new float[labels.length][1], labels);
    }

    private static int[] ids(Samples samples) {
        return IntStream.range(0, samples.size()).map(samples::id).toArray();
    }

    private static Set<Integer> set(Samples samples) {
        return Arrays.stream(ids(samples)).boxed().collect(Collectors.toCollection(HashSet::new));
    }

    private static int[] counts(Partition partition, int classes) {
        int[] counts = new int[classes];
        for (int row = 0; row < partition.validation().size(); row++) {
            counts[partition.validation().label(row)]++;
        }
        return counts;
    }
}
