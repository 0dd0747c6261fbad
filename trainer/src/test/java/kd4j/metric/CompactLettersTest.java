package kd4j.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompactLettersTest {
    @Test
    void byHand() {
        assertEquals(List.of(), CompactLetters.of(0, (i, j) -> true));
        assertEquals(List.of("a", "a", "a"), CompactLetters.of(3, (i, j) -> false));
        assertEquals(List.of("a", "b", "c"), CompactLetters.of(3, (i, j) -> true));
        // Only the ends of a row of three differ: the middle one belongs to both.
        assertEquals(List.of("a", "ab", "b"), CompactLetters.of(3, (i, j) -> j - i == 2));
        // The outer two of four are told apart from all but their neighbours.
        assertEquals(List.of("a", "ab", "bc", "c"), CompactLetters.of(4, (i, j) -> j - i > 1));
    }

    /** What the letters promise, of every pair; and none is written that says nothing new. */
    @Test
    void twoShareALetterExactlyWhenTheyAreNotToldApart() {
        Random random = new Random(13);
        for (int round = 0; round < 500; round++) {
            int count = 2 + random.nextInt(7);
            boolean[][] different = new boolean[count][count];
            double share = random.nextDouble();
            for (int i = 0; i < count; i++) {
                for (int j = i + 1; j < count; j++) {
                    different[i][j] = random.nextDouble() < share;
                }
            }
            List<String> letters = CompactLetters.of(count, (i, j) -> different[i][j]);
            assertTrue(letters.get(0).startsWith("a"), letters.toString());
            for (int i = 0; i < count; i++) {
                assertFalse(letters.get(i).isEmpty());
                for (int j = i + 1; j < count; j++) {
                    assertEquals(!different[i][j], share(letters.get(i), letters.get(j)), letters.toString());
                }
            }
        }
    }

    /** Fifty that all differ. */
    @Test
    void thereAreMoreLettersThanTheAlphabetHas() {
        List<String> letters = CompactLetters.of(50, (i, j) -> true);
        assertEquals("z", letters.get(25));
        assertEquals("a1", letters.get(26));
        assertEquals(50, letters.stream().distinct().count());
    }

    private static boolean share(String one, String other) {
        return one.chars().anyMatch(letter -> other.indexOf(letter) >= 0);
    }
}
