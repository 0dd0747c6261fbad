package kd4j.datasets.format;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kd4j.data.DataException;

/**
 * Cuts texts into the pieces of words that a vocabulary knows, as BERT's uncased tokenizer does: lower case, accents off, cut at
 * spaces and around punctuation and Chinese characters, then from the left the longest known piece of each word; pieces inside of a word begin
 * with {@code ##}. A word that cannot be cut so, or is longer than 100 characters, is one unknown token. Source: Devlin et
 * al., arXiv 1810.04805; Wu et al., arXiv 1609.08144, section 4.1.
 */
final class WordPiece {
    private static final int LONGEST_WORD = 100;

    private final Map<String, Integer> vocabulary = new HashMap<>();
    private final int unknown;
    private final int begin;
    private final int end;

    /**
     * A tokenizer.
     *
     * @param tokens the vocabulary, in the order of the tokens' numbers
     * @param file where it comes from, for messages
     */
    WordPiece(List<String> tokens, String file) {
        for (int i = 0; i < tokens.size(); i++) {
            vocabulary.put(tokens.get(i), i);
        }
        if (tokens.isEmpty() || !tokens.get(0).equals("[PAD]")) {
            throw new DataException(
                    file + ": token 0 must be [PAD]; needed: a vocab.txt of BERT's kind, one token a line");
        }
        unknown = special("[UNK]", file);
        begin = special("[CLS]", file);
        end = special("[SEP]", file);
    }

    private int special(String token, String file) {
        Integer number = vocabulary.get(token);
        if (number == null) {
            throw new DataException(
                    "%s: it has no %s; needed: a vocab.txt of BERT's kind, one token a line".formatted(file, token));
        }
        return number;
    }

    /** Numbers of the tokens of a text between [CLS] and [SEP], cut off or padded with 0 to a length of 2 or more. */
    float[] encode(String text, int length) {
        List<Integer> tokens = new ArrayList<>(List.of(begin));
        words(text).forEach(word -> pieces(word, tokens));
        float[] row = new float[length];
        int kept = Math.min(tokens.size(), length - 1);
        for (int i = 0; i < kept; i++) {
            row[i] = tokens.get(i);
        }
        row[kept] = end;
        return row;
    }

    private static List<String> words(String text) {
        String plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        StringBuilder spaced = new StringBuilder();
        plain.codePoints().forEach(c -> {
            if (Character.isWhitespace(c) || Character.getType(c) == Character.SPACE_SEPARATOR) {
                spaced.append(' ');
            } else if (standsAlone(c)) {
                spaced.append(' ').appendCodePoint(c).append(' ');
            } else if (!left(c)) {
                spaced.appendCodePoint(c);
            }
        });
        return spaced.isEmpty() ? List.of() : List.of(spaced.toString().trim().split(" +"));
    }

    /** What is dropped: accents, and characters that control something. */
    private static boolean left(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.CONTROL
                || type == Character.FORMAT
                || c == 0xfffd;
    }

    private static boolean standsAlone(int c) {
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            // BERT counts all of ASCII's other signs as punctuation, such as $ and +.
            default -> c > 32 && c < 127 && !Character.isLetterOrDigit(c) || Character.isIdeographic(c);
        };
    }

    private void pieces(String word, List<Integer> tokens) {
        List<Integer> found = new ArrayList<>();
        int from = 0;
        while (from < word.length()) {
            int to = word.length();
            while (to > from && !vocabulary.containsKey(piece(word, from, to))) {
                to--;
            }
            if (to == from || word.codePointCount(0, word.length()) > LONGEST_WORD) {
                tokens.add(unknown);
                return;
            }
            found.add(vocabulary.get(piece(word, from, to)));
            from = to;
        }
        tokens.addAll(found);
    }

    private static String piece(String word, int from, int to) {
        return (from > 0 ? "##" : "") + word.substring(from, to);
    }
}
