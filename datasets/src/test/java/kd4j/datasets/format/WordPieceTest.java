package kd4j.datasets.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kd4j.data.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers counted by hand in a vocabulary of 16 tokens. */
class WordPieceTest {
    private static final List<String> TOKENS = List.of(
            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##aff", "##able", "hello", ",", "cafe", "##s", "$", "中", "a",
            "##a", "!");

    private final WordPiece pieces = new WordPiece(TOKENS, "vocab.txt");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "unaffable     | 2 4 5 6 3 0 0 0",
                "Hello, HELLO! | 2 7 8 7 15 3 0 0",
                "Cafés         | 2 9 10 3 0 0 0 0",
                "$a中a         | 2 11 13 12 13 3 0 0",
                "aaa           | 2 13 14 14 3 0 0 0",
                "hello unhappy | 2 7 1 3 0 0 0 0",
                "\"\"          | 2 3 0 0 0 0 0 0",
                "a a a a a a a a a | 2 13 13 13 13 13 13 3"
            })
    void textsAreCut(String text, String numbers) {
        String[] expected = numbers.split(" ", -1);
        float[] floats = new float[expected.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = Float.parseFloat(expected[i]);
        }
        assertArrayEquals(floats, pieces.encode(text, 8));
    }

    @Test
    void aWordOfMoreThanAHundredLettersIsUnknown() {
        assertArrayEquals(new float[] {2, 1, 3}, pieces.encode("a".repeat(101), 3));
        assertArrayEquals(new float[] {2, 13, 14, 14, 3}, pieces.encode("a".repeat(100), 5));
    }

    @Test
    void otherVocabulariesAreRefused() {
        assertRefused(List.of(), "vocab.txt: token 0 must be [PAD]");
        assertRefused(List.of("[PAD]", "[UNK]", "[CLS]"), "vocab.txt: it has no [SEP]");
    }

    private static void assertRefused(List<String> tokens, String why) {
        DataException e = assertThrows(DataException.class, () -> new WordPiece(tokens, "vocab.txt"));
        assertTrue(e.getMessage().startsWith(why), e.getMessage());
    }
}
