package kd4j.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kd4j.component.Kind;

/** Turns YAML into records, strictly: what is not clearly meant is a {@link Problem}, and all problems are found in one go. */
public final class Binder {
    private final Problems problems;
    private final Set<String> rootKeys;
    private final List<Origin> origins = new ArrayList<>();
    private final Map<String, Place> places = new LinkedHashMap<>();

    /**
     * A binder for one tree.
     *
     * @param rootKeys keys that are no part of the record but of the language, for suggestions
     */
    Binder(Problems problems, Set<String> rootKeys) {
        this.problems = problems;
        this.rootKeys = rootKeys;
    }

    /**
     * Reads one record from YAML.
     *
     * @param type a {@link kd4j.component.Section} record or a {@link kd4j.component.Family} interface
     * @param file how problems call the text
     * @param yaml the text
     * @throws RecipeException with every problem in the text
     */
    public static <T> T bind(Class<T> type, String file, String yaml) {
        Problems problems = new Problems();
        Tree tree = TreeReader.read(yaml, new Place(Place.Via.FILE, file, 1, 1), problems);
        Object value = new Binder(problems, Set.of()).bind(Kind.of(type), tree, "");
        problems.stopIfAny();
        return type.cast(value);
    }

    /** The value, or null where it has a problem; the problem is on the list then. */
    Object bind(Kind kind, Tree tree, String path) {
        places.put(path, tree.place());
        Tree full = Grammar.expand(kind, tree);
        if (kind instanceof Kind.Maybe maybe) {
            return maybe(maybe, full, path);
        }
        if (full instanceof Tree.Word word) {
            return word(kind, word, path);
        }
        if (full instanceof Tree.Items items) {
            return kind instanceof Kind.ListOf list ? list(list, items, path) : refuse(kind, full, path);
        }
        return keys(kind, (Tree.Keys) full, path);
    }

    List<Origin> origins() {
        return origins;
    }

    /** The place of every value that was met, by path. */
    Map<String, Place> places() {
        return places;
    }

    Problems problems() {
        return problems;
    }

    Set<String> languageKeys(String path) {
        return path.isEmpty() ? rootKeys : Set.of();
    }

    void origin(String path, String value, Place place) {
        origins.add(new Origin(path, value, place.source()));
    }

    private Object maybe(Kind.Maybe kind, Tree tree, String path) {
        if (tree instanceof Tree.Word word && word.nothing() && !word.text().isEmpty()) {
            origin(path, "null", tree.place());
            return Optional.empty();
        }
        Object value = bind(kind.of(), tree, path);
        return value == null ? null : Optional.of(value);
    }

    private Object word(Kind kind, Tree.Word word, String path) {
        Scalars.Read read = kind instanceof Kind.Basic basic
                ? Scalars.read(basic, word)
                : kind instanceof Kind.Choice choice ? Scalars.choice(choice, word) : null;
        if (read == null) {
            return refuse(kind, word, path);
        }
        read.refusal().ifPresent(message -> problems.add(word.place(), path, message));
        if (read.value() != null) {
            origin(path, word.text(), word.place());
        }
        return read.value();
    }

    private Object list(Kind.ListOf kind, Tree.Items items, String path) {
        int before = origins.size();
        List<Object> values = new ArrayList<>();
        for (Tree item : items.items()) {
            values.add(bind(kind.of(), item, KeyPath.join(path, values.size())));
        }
        if (kind.of() instanceof Kind.Basic || kind.of() instanceof Kind.Choice || values.isEmpty()) {
            List<String> words = origins.subList(before, origins.size()).stream()
                    .map(Origin::value)
                    .toList();
            origins.subList(before, origins.size()).clear();
            origin(path, words.toString(), items.place());
        }
        return values.contains(null) ? null : values;
    }

    private Object keys(Kind kind, Tree.Keys keys, String path) {
        if (kind instanceof Kind.MapOf map) {
            return map(map, keys, path);
        }
        return kind instanceof Kind.SectionOf || kind instanceof Kind.FamilyOf
                ? new PartBinder(this, path, keys).bind(kind)
                : refuse(kind, keys, path);
    }

    private Object map(Kind.MapOf kind, Tree.Keys keys, String path) {
        Map<String, Object> values = new LinkedHashMap<>();
        keys.entries().forEach((name, entry) -> {
            String inner = KeyPath.join(path, name);
            Scalars.Read key = Scalars.read(Kind.Basic.TEXT, new Tree.Word(entry.place(), name, entry.plain()));
            key.refusal().ifPresent(message -> problems.add(entry.place(), inner, message));
            values.put(name, bind(kind.of(), entry.value(), inner));
        });
        if (values.isEmpty()) {
            origin(path, "{}", keys.place());
        }
        return values.containsValue(null) ? null : values;
    }

    private Object refuse(Kind kind, Tree tree, String path) {
        problems.add(tree.place(), path, "given %s; allowed: %s".formatted(tree.shown(), Phrase.of(kind)));
        return null;
    }

    /** Reads the default that a key's annotation gives, as if it stood where the key is missing. */
    static Tree defaultTree(String yaml, Place section) {
        return TreeReader.read(yaml, section, new Problems()).moved(place -> section.via(Place.Via.DEFAULT));
    }
}
