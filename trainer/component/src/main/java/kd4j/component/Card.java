package kd4j.component;

import java.text.BreakIterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Javadoc comment as plain text.
 *
 * @param summary the first sentence
 * @param text everything before the first tag
 * @param params the text of each {@code @param}, by name
 */
record Card(String summary, String text, Map<String, String> params) {
    private static final Pattern BLOCK_TAG = Pattern.compile("(?m)^\\s*(?=@\\w)");
    private static final Pattern PARAM = Pattern.compile("(?s)@param\\s+(\\w+)\\s+(.*)");
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@(\\w+)\\s+([^{}]*(?:\\{[^{}]*}[^{}]*)*)}");

    static Card of(String javadoc) {
        String[] blocks = BLOCK_TAG.split(javadoc, -1);
        Map<String, String> params = new LinkedHashMap<>();
        for (String block : blocks) {
            Matcher param = PARAM.matcher(block);
            if (param.matches()) {
                params.put(param.group(1), oneLine(plain(param.group(2))));
            }
        }
        String text = blocks[0].strip().startsWith("@") ? "" : paragraphs(plain(blocks[0]));
        return new Card(firstSentence(text), text, params);
    }

    /** Inline tags give way to their text, links to their label or target; HTML tags to what they mean in text. */
    private static String plain(String javadoc) {
        String text = INLINE_TAG
                .matcher(javadoc)
                .replaceAll(tag -> Matcher.quoteReplacement(tagText(tag.group(1), tag.group(2))));
        return text.replaceAll("<p>", "\n\n")
                .replaceAll("<li>", "\n- ")
                .replaceAll("</?[a-z][^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    private static String tagText(String tag, String content) {
        if (!tag.startsWith("link")) {
            return content.strip();
        }
        String[] words = content.strip().split("\\s+", 2);
        String target = words[0].substring(words[0].lastIndexOf('.') + 1).replace('#', '.');
        return words.length == 2 ? words[1] : target.startsWith(".") ? target.substring(1) : target;
    }

    /** One line a paragraph: the width of the source file is of no interest elsewhere. */
    private static String paragraphs(String text) {
        StringBuilder all = new StringBuilder();
        for (String paragraph : text.strip().split("\\n\\s*\\n|\\n(?=\\s*- )", -1)) {
            all.append(all.isEmpty() ? "" : "\n").append(oneLine(paragraph));
        }
        return all.toString();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static String firstSentence(String text) {
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        sentences.setText(text);
        int end = sentences.next();
        return end == BreakIterator.DONE ? "" : text.substring(0, end).strip();
    }
}
