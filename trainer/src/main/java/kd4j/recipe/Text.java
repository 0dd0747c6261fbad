package kd4j.recipe;

import java.util.stream.Collectors;

/** A tree on one line, for labels and comparison. */
final class Text {
    private Text() {}

    static String of(Tree tree) {
        if (tree instanceof Tree.Word word) {
            return word.text();
        }
        if (tree instanceof Tree.Items items) {
            return items.items().stream().map(Text::of).collect(Collectors.joining(", ", "[", "]"));
        }
        return ((Tree.Keys) tree)
                .entries().entrySet().stream()
                        .map(e -> e.getKey() + ": " + of(e.getValue().value()))
                        .collect(Collectors.joining(", ", "{", "}"));
    }
}
