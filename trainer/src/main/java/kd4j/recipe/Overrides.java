package kd4j.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kd4j.component.Kind;

/** Puts single values into a tree by their paths, for {@code --set} and for {@code matrix}. */
final class Overrides {
    /**
     * One value for one path.
     *
     * @param at the place of the path, for messages
     */
    record Change(KeyPath path, Tree value, Place at) {}

    private Overrides() {}

    /** The overrides that were given as {@code path=value}; the file of their places is {@code --set}, the line their number. */
    static List<Change> parse(List<String> given, Problems problems) {
        List<Change> overrides = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Place place = new Place(Place.Via.SET, "--set", i + 1, 1);
            try {
                overrides.add(parse(given.get(i), place, problems));
            } catch (RecipeException e) {
                problems.addAll(e);
            }
        }
        return overrides;
    }

    private static Change parse(String given, Place place, Problems problems) {
        int equals = given.indexOf('=');
        String left = equals < 0 ? given : given.substring(0, equals).strip();
        Optional<KeyPath> path = KeyPath.parse(left);
        if (equals < 0 || path.isEmpty()) {
            throw Problems.stop(
                    place, left, "given %s; allowed: PATH=VALUE, where PATH is %s".formatted(given, KeyPath.FORM));
        }
        Place start = new Place(Place.Via.SET, place.file(), place.line(), equals + 2);
        return new Change(path.get(), TreeReader.read(given.substring(equals + 1), start, problems), place);
    }

    /** The tree with one more value in it. Maps on the way are made where they are missing; places in lists must be there. */
    static Tree apply(Kind kind, Tree tree, Change override) {
        return put(Optional.of(kind), Optional.of(tree), override, 0);
    }

    private static Tree put(Optional<Kind> kind, Optional<Tree> old, Change override, int step) {
        List<Object> steps = override.path().steps();
        if (step == steps.size()) {
            return override.value();
        }
        Tree tree = old.map(t -> kind.map(k -> Grammar.expand(k, t)).orElse(t))
                .filter(t -> !(t instanceof Tree.Word word && word.nothing()))
                .orElseGet(() -> new Tree.Keys(override.at(), Map.of()));
        Object at = steps.get(step);
        return at instanceof Integer index
                ? item(kind, tree, override, step, index)
                : key(kind, tree, override, step, (String) at);
    }

    private static Tree key(Optional<Kind> kind, Tree tree, Change override, int step, String name) {
        if (!(tree instanceof Tree.Keys keys)) {
            throw refused(
                    override,
                    step,
                    tree.shown() + " stands there" + (tree instanceof Tree.Items ? ": go on with [0]" : ""));
        }
        boolean last = step + 1 == override.path().steps().size();
        Tree.Keys kept = last && name.equals(Grammar.TYPE) && changes(keys, override.value())
                ? Merge.withoutType(kind, keys)
                : keys;
        Tree inner = put(Grammar.at(kind, kept, name), kept.value(name), override, step + 1);
        Tree.Entry before = kept.entries().get(name);
        return kept.with(name, new Tree.Entry(before == null ? override.at() : before.place(), false, inner));
    }

    private static boolean changes(Tree.Keys keys, Tree value) {
        return !(value instanceof Tree.Word word && Grammar.typeOf(keys).equals(Optional.of(word.text())));
    }

    private static Tree item(Optional<Kind> kind, Tree tree, Change override, int step, int index) {
        if (!(tree instanceof Tree.Items items)) {
            throw refused(override, step, tree.shown() + " stands there, not a list");
        }
        if (index >= items.items().size()) {
            throw refused(
                    override,
                    step,
                    "the list there has %d values, counted from [0]"
                            .formatted(items.items().size()));
        }
        List<Tree> all = new ArrayList<>(items.items());
        all.set(index, put(Grammar.at(kind, tree, index), Optional.of(all.get(index)), override, step + 1));
        return new Tree.Items(items.place(), all);
    }

    private static RecipeException refused(Change override, int step, String why) {
        KeyPath upTo = new KeyPath(override.path().steps().subList(0, step));
        return Problems.stop(
                override.at(), override.path().toString(), "cannot go below '%s': %s".formatted(upTo, why));
    }
}
