package kd4j.component;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names with stars, each of which stands for any letters or none. */
public final class Patterns {
    private Patterns() {}

    /** Whether a name is meant by a pattern. */
    public static boolean fits(String pattern, String name) {
        return regex(pattern).matcher(name).matches();
    }

    /** Whether a layer's parameter is meant by a pattern, which may name the layer or {@code layer.parameter}. */
    public static boolean fits(String pattern, String layer, String parameter) {
        return fits(pattern, layer) || fits(pattern, layer + "." + parameter);
    }

    /** The names that are meant; a pattern that means none is a problem. */
    public static List<String> all(String whose, List<String> patterns, List<String> names, List<String> problems) {
        return patterns.stream()
                .flatMap(pattern -> all(whose, pattern, names, problems))
                .toList();
    }

    private static Stream<String> all(String whose, String pattern, List<String> names, List<String> problems) {
        List<String> meant = names.stream().filter(name -> fits(pattern, name)).toList();
        if (meant.isEmpty()) {
            problems.add("the %s has no tap '%s'.%s It has %s"
                    .formatted(whose, pattern, Names.suggestion(pattern, names), shown(names)));
        }
        return meant.stream();
    }

    private static String shown(Collection<String> names) {
        return names.isEmpty() ? "none" : names.stream().collect(Collectors.joining(", "));
    }

    private static Pattern regex(String pattern) {
        return Pattern.compile(
                Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
