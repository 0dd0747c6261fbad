package kd4j.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way through a recipe, such as {@code method.objective[1].loss.temperature}.
 *
 * @param steps a {@code String} for a key, an {@code Integer} for a place in a list
 */
record KeyPath(List<Object> steps) {
    static final String FORM = "keys joined by dots, places in lists as [0], such as method.objective[1].weight";
    private static final Pattern STEP = Pattern.compile("(?:^|\\.)([A-Za-z0-9_-]+)|\\[(\\d{1,6})]");

    KeyPath {
        steps = List.copyOf(steps);
    }

    static Optional<KeyPath> parse(String text) {
        List<Object> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                return Optional.empty();
            }
            steps.add(matcher.group(1) == null ? (Object) Integer.valueOf(matcher.group(2)) : matcher.group(1));
            end = matcher.end();
        }
        return steps.isEmpty() || steps.get(0) instanceof Integer ? Optional.empty() : Optional.of(new KeyPath(steps));
    }

    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    static String join(String path, int index) {
        return path + "[" + index + "]";
    }

    /** The last key of a path, without places in lists. */
    static String lastKey(String path) {
        return path.substring(path.lastIndexOf('.') + 1).replaceAll("\\[\\d+]", "");
    }

    @Override
    public String toString() {
        String text = "";
        for (Object step : steps) {
            text = step instanceof Integer index ? join(text, index) : join(text, (String) step);
        }
        return text;
    }
}
