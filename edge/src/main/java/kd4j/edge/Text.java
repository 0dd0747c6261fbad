package kd4j.edge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Text of a bundle: UTF-8, lines that end in a line feed. */
final class Text {
    private Text() {}

    /** All of it; line feeds and tabs are its only control characters. */
    static String of(String where, byte[] bytes, int most) {
        if (bytes.length > most) {
            throw Refusal.of(where, "it has %d bytes; allowed are %d", bytes.length, most);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c != '\n' && c != '\t' && Refusal.unsafe(c)) {
                    throw Refusal.of(where, "character %d is U+%04X, which is none of a text", i + 1, (int) c);
                }
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new BundleException(
                    Refusal.of(where, "it is no text in UTF-8").getMessage(), e);
        }
    }

    /** Its lines; the last one ends in a line feed too. */
    static List<String> lines(String where, byte[] bytes, int most) {
        String text = of(where, bytes, most);
        if (!text.endsWith("\n")) {
            throw Refusal.of(where, "its last line does not end");
        }
        return new ArrayList<>(
                Arrays.asList(text.substring(0, text.length() - 1).split("\n", -1)));
    }
}
