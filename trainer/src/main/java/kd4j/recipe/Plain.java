package kd4j.recipe;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/** YAML as plain values: what a word looks like decides what it becomes. For defaults in the schema, which are right already. */
final class Plain {
    private Plain() {}

    static Object of(String yaml) {
        return of(TreeReader.read(yaml, new Place(Place.Via.DEFAULT, "default", 1, 1), new Problems()));
    }

    private static Object of(Tree tree) {
        if (tree instanceof Tree.Word word) {
            return of(word);
        }
        if (tree instanceof Tree.Items items) {
            return items.items().stream().map(Plain::of).toList();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        ((Tree.Keys) tree).entries().forEach((name, entry) -> values.put(name, of(entry.value())));
        return values;
    }

    private static Object of(Tree.Word word) {
        Look look = word.plain() ? Look.of(word.text()) : Look.TEXT;
        return switch (look) {
            case INTEGER -> (Object) new BigInteger(word.text());
            case REAL -> (Object) Double.valueOf(word.text());
            case TRUTH -> (Object) Boolean.valueOf(word.text());
            case NOTHING -> null;
            case TRUTH_TRAP, NUMBER_TRAP, TEXT -> word.text();
        };
    }
}
