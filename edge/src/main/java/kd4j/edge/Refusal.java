package kd4j.edge;

import java.util.Locale;

/** Makes the message of a bundle that is refused. */
final class Refusal {
    private static final String ADVICE = "Get the file again from where it was exported, or export it again";
    private static final int SHOWN = 60;

    private Refusal() {}

    /** Where, what is wrong, and what to do. */
    static BundleException of(String where, String pattern, Object... values) {
        return new BundleException(
                where + ": " + String.format(Locale.ROOT, pattern, values) + ". Nothing of it was used. " + ADVICE);
    }

    /** Text of a bundle as it may be shown: without control characters, and not long. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), SHOWN); i++) {
            char c = text.charAt(i);
            shown.append(unsafe(c) ? '?' : c);
        }
        return "'" + shown + (text.length() > SHOWN ? "..." : "") + "'";
    }

    /** Characters that do something to a terminal or to the order of a text, and halves of characters. */
    static boolean unsafe(char c) {
        return Character.isISOControl(c)
                || Character.isSurrogate(c) && !Character.isDefined(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                || c == '\uFFFD';
    }
}
