package kd4j.recipe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A sweep: for each path the values that it takes in turn. All combinations are cells, the last path changing fastest.
 *
 * @param axes the values of each path
 */
record Matrix(List<Axis> axes) {
    static final int MAX_CELLS = 256;
    static final String KEY = "matrix";
    private static final String NAME = "[A-Za-z0-9.+-]{1,30}";

    /**
     * One path and its values.
     *
     * @param labels what each value is called
     */
    record Axis(KeyPath path, Place at, List<Tree> values, List<String> labels) {}

    /**
     * One combination.
     *
     * @param label as people read it, such as {@code temperature=4,epochs=10}; empty without a matrix
     * @param values what is put where
     */
    record Combination(String label, List<Overrides.Change> values) {}

    /** The matrix of a recipe, which has one cell where the key {@code matrix} is missing. */
    static Matrix of(Tree.Keys recipe, Problems problems) {
        Optional<Tree> tree = recipe.value(KEY);
        if (tree.isPresent() && !(tree.get() instanceof Tree.Keys)) {
            problems.add(
                    tree.get().place(),
                    KEY,
                    "given %s; allowed: a map from paths to lists of values"
                            .formatted(tree.get().shown()));
        }
        List<Axis> axes = new ArrayList<>();
        if (tree.isPresent() && tree.get() instanceof Tree.Keys keys) {
            keys.entries().forEach((path, entry) -> axis(path, entry, problems).ifPresent(axes::add));
            refuseTooMany(axes, keys.place());
        }
        return new Matrix(axes);
    }

    private static Optional<Axis> axis(String text, Tree.Entry entry, Problems problems) {
        String where = KeyPath.join(KEY, text);
        Optional<KeyPath> path = KeyPath.parse(text);
        if (path.isEmpty()) {
            problems.add(entry.place(), where, "given %s; allowed: %s".formatted(text, KeyPath.FORM));
            return Optional.empty();
        }
        if (entry.value() instanceof Tree.Items items && !items.items().isEmpty()) {
            refuseTwice(items, where, problems);
            List<Tree> values = items.moved(p -> p.via(Place.Via.MATRIX)).items();
            return Optional.of(new Axis(path.get(), entry.place(), values, labels(values)));
        }
        if (entry.value() instanceof Tree.Keys named && !named.entries().isEmpty()) {
            return Optional.of(named(path.get(), entry.place(), named, where, problems));
        }
        problems.add(
                entry.value().place(),
                where,
                "given %s; allowed: a list of one value or more, or a map from names to values"
                        .formatted(
                                entry.value() instanceof Tree.Items
                                        ? "an empty list"
                                        : entry.value().shown()));
        return Optional.empty();
    }

    /** Values under names of their own, since several of one type differ only within. */
    private static Axis named(KeyPath path, Place at, Tree.Keys named, String where, Problems problems) {
        named.entries().forEach((name, entry) -> {
            if (!name.matches(NAME)) {
                problems.add(
                        entry.place(),
                        where,
                        "given the name %s; allowed: 1 to 30 letters, digits, -, + and .".formatted(name));
            }
        });
        List<Tree> values = named.moved(p -> p.via(Place.Via.MATRIX)).entries().values().stream()
                .map(Tree.Entry::value)
                .toList();
        return new Axis(path, at, values, List.copyOf(named.entries().keySet()));
    }

    private static void refuseTwice(Tree.Items items, String where, Problems problems) {
        Set<String> seen = new HashSet<>();
        for (Tree item : items.items()) {
            if (!seen.add(Text.of(item))) {
                problems.add(item.place(), where, "%s stands in this list already".formatted(Text.of(item)));
            }
        }
    }

    private static void refuseTooMany(List<Axis> axes, Place place) {
        long cells = axes.stream().mapToLong(a -> a.values().size()).reduce(1, (a, b) -> Math.min(a * b, 1L << 40));
        if (cells > MAX_CELLS) {
            throw Problems.stop(place, KEY, "%d combinations are given; allowed: %d".formatted(cells, MAX_CELLS));
        }
    }

    /** Without the paths that an override has fixed. */
    Matrix without(List<Overrides.Change> overrides) {
        Set<KeyPath> fixed = overrides.stream().map(Overrides.Change::path).collect(Collectors.toSet());
        return new Matrix(axes.stream().filter(a -> !fixed.contains(a.path())).toList());
    }

    List<Combination> combinations() {
        List<Combination> all = List.of(new Combination("", List.of()));
        Map<KeyPath, String> names = names();
        for (Axis axis : axes) {
            List<Combination> longer = new ArrayList<>();
            for (Combination one : all) {
                for (int i = 0; i < axis.values().size(); i++) {
                    longer.add(extended(one, axis, names.get(axis.path()), i));
                }
            }
            all = longer;
        }
        return all;
    }

    private static Combination extended(Combination one, Axis axis, String name, int index) {
        Tree value = axis.values().get(index);
        List<Overrides.Change> values = new ArrayList<>(one.values());
        values.add(new Overrides.Change(axis.path(), value, axis.at().via(Place.Via.MATRIX)));
        String label = name + "=" + axis.labels().get(index);
        return new Combination(one.label().isEmpty() ? label : one.label() + "," + label, values);
    }

    /** The value where it is short, its type where it has one, with its number where others of the axis read the same. */
    private static List<String> labels(List<Tree> values) {
        List<String> all = new ArrayList<>();
        for (Tree value : values) {
            String label = shortLabel(value);
            long same = values.stream().filter(v -> shortLabel(v).equals(label)).count();
            all.add(same == 1 ? label : label + "_" + (all.size() + 1));
        }
        return all;
    }

    private static String shortLabel(Tree value) {
        String text = Grammar.typeOf(value).orElseGet(() -> Text.of(value));
        String clean = text.replaceAll("[^A-Za-z0-9.+-]+", "-").replaceAll("^-(?!\\d)|-$", "");
        return clean.length() > 30 ? clean.substring(0, 30) : clean;
    }

    /** The last key of each path, or the whole path where two axes share it. */
    private Map<KeyPath, String> names() {
        Map<String, Long> uses =
                axes.stream().collect(Collectors.groupingBy(a -> last(a.path()), Collectors.counting()));
        Map<KeyPath, String> names = new LinkedHashMap<>();
        axes.forEach(a -> names.put(
                a.path(),
                uses.get(last(a.path())) == 1
                        ? last(a.path())
                        : a.path().toString().replaceAll("[\\[\\]]+", ".").replaceAll("\\.\\.", ".")));
        return names;
    }

    private static String last(KeyPath path) {
        return KeyPath.lastKey(path.toString());
    }
}
