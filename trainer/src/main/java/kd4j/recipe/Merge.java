package kd4j.recipe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kd4j.component.Kind;

/** Lays one tree over another: maps key by key, everything else replaced. */
final class Merge {
    private Merge() {}

    /**
     * The upper tree, with what it leaves out taken from the lower one. Where {@code type} changes, keys of the old type go.
     *
     * @param kind what stands here; empty where nobody knows
     */
    static Tree over(Optional<Kind> kind, Tree lower, Tree upper) {
        Tree base = kind.map(k -> Grammar.expand(k, lower)).orElse(lower);
        Tree top = kind.map(k -> Grammar.expand(k, upper)).orElse(upper);
        if (!(base instanceof Tree.Keys below) || !(top instanceof Tree.Keys above)) {
            return top;
        }
        Optional<String> type = Grammar.typeOf(above);
        boolean changed = type.isPresent() && !type.equals(Grammar.typeOf(below));
        return merge(kind, changed ? withoutType(kind, below) : below, above);
    }

    private static Tree merge(Optional<Kind> kind, Tree.Keys below, Tree.Keys above) {
        Map<String, Tree.Entry> all = new LinkedHashMap<>(below.entries());
        // With the type of the upper tree, if it has one, so that the kinds of the keys are known.
        Tree typed = above.value(Grammar.TYPE).<Tree>map(t -> above).orElse(below);
        above.entries()
                .forEach((name, entry) -> all.merge(
                        name,
                        entry,
                        (old, now) -> new Tree.Entry(
                                now.place(),
                                now.plain(),
                                over(Grammar.at(kind, typed, name), old.value(), now.value()))));
        return new Tree.Keys(above.place(), all);
    }

    /** What stays of a value when its type changes: nothing, but for the keys of a section that the type is inlined into. */
    static Tree.Keys withoutType(Optional<Kind> kind, Tree.Keys keys) {
        if (kind.flatMap(Grammar::family).isEmpty()) {
            return keys;
        }
        Tree.Keys nothing = new Tree.Keys(keys.place(), Map.of());
        Set<String> own = Grammar.keys(kind.orElseThrow(), nothing).keySet();
        Map<String, Tree.Entry> kept = new LinkedHashMap<>(keys.entries());
        kept.keySet().retainAll(own);
        return new Tree.Keys(keys.place(), kept);
    }
}
