package kd4j.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kd4j.component.Components;
import kd4j.component.Family;
import kd4j.component.Key;
import kd4j.component.Kind;
import kd4j.component.Part;
import kd4j.component.Section;

/** What a tree means at a place where a certain kind is expected: shorthands written out, and the kind of each inner value. */
final class Grammar {
    static final String TYPE = "type";

    private Grammar() {}

    /** The tree with its shorthand, if it is one, written out: a plain word, or a number where a family takes one. */
    static Tree expand(Kind kind, Tree tree) {
        Optional<Kind.SectionOf> section = shorthand(kind);
        return section.isPresent() ? expand(section.get(), tree) : expandWord(kind, tree);
    }

    /** The section that a word or a list may stand for. */
    static Optional<Kind.SectionOf> shorthand(Kind kind) {
        if (kind instanceof Kind.Maybe maybe) {
            return shorthand(maybe.of());
        }
        return kind instanceof Kind.SectionOf section && !shorthandKey(section).isEmpty()
                ? Optional.of(section)
                : Optional.empty();
    }

    private static String shorthandKey(Kind.SectionOf section) {
        return section.type().getAnnotation(Section.class).shorthand();
    }

    private static Tree expand(Kind.SectionOf section, Tree tree) {
        if (tree instanceof Tree.Keys keys) {
            return wordsAsLists(keys);
        }
        if (tree instanceof Tree.Word word && word.nothing()) {
            return tree;
        }
        return wordsAsLists(new Tree.Keys(tree.place(), Map.of()).with(shorthandKey(section), tree));
    }

    private static Tree.Keys wordsAsLists(Tree.Keys keys) {
        Tree.Keys lists = keys;
        for (Map.Entry<String, Tree.Entry> key : keys.entries().entrySet()) {
            Tree.Entry entry = key.getValue();
            if (entry.value() instanceof Tree.Word word && !word.nothing()) {
                Tree list = new Tree.Items(word.place(), List.of(word));
                lists = lists.with(key.getKey(), new Tree.Entry(entry.place(), entry.plain(), list));
            }
        }
        return lists;
    }

    private static Tree expandWord(Kind kind, Tree tree) {
        if (!(tree instanceof Tree.Word word) || word.nothing()) {
            return tree;
        }
        return family(kind).map(family -> expand(family, word)).orElse(word);
    }

    private static Tree expand(Class<?> family, Tree.Word word) {
        Look look = word.plain() ? Look.of(word.text()) : Look.TEXT;
        String scalar = family.getAnnotation(Family.class).scalar();
        Tree.Keys keys = new Tree.Keys(word.place(), Map.of());
        if (look == Look.TEXT) {
            return keys.with(TYPE, word);
        }
        if (!look.number() || scalar.isEmpty()) {
            return word;
        }
        String key = Components.part(family, scalar).keys().get(0).name();
        return keys.with(TYPE, new Tree.Word(word.place(), scalar, true)).with(key, word);
    }

    /** The family whose {@code type} stands among the keys of a value of this kind. */
    static Optional<Class<?>> family(Kind kind) {
        if (kind instanceof Kind.Maybe maybe) {
            return family(maybe.of());
        }
        if (kind instanceof Kind.FamilyOf family) {
            return Optional.of(family.family());
        }
        return kind instanceof Kind.SectionOf section
                ? inline(section).flatMap(key -> family(key.kind()))
                : Optional.empty();
    }

    static Optional<Key> inline(Kind.SectionOf section) {
        return Components.describedBy(section.type()).keys().stream()
                .filter(Key::inline)
                .findFirst();
    }

    /** The member of the family that a tree's {@code type} names. */
    static Optional<Part> chosen(Class<?> family, Tree tree) {
        return typeOf(tree).flatMap(name -> Components.parts(family).stream()
                .filter(part -> part.name().equals(name))
                .findFirst());
    }

    static Optional<String> typeOf(Tree tree) {
        return tree instanceof Tree.Keys keys
                ? keys.value(TYPE).filter(Tree.Word.class::isInstance).map(t -> ((Tree.Word) t).text())
                : Optional.empty();
    }

    /** The kinds of the keys that a value may have, as far as they are known; nothing for a map with free names. */
    static Map<String, Kind> keys(Kind kind, Tree tree) {
        List<Key> keys = new ArrayList<>();
        if (kind instanceof Kind.Maybe maybe) {
            return keys(maybe.of(), tree);
        }
        if (kind instanceof Kind.SectionOf section) {
            keys.addAll(Components.describedBy(section.type()).keys());
        }
        family(kind).flatMap(family -> chosen(family, tree)).ifPresent(part -> keys.addAll(part.keys()));
        Map<String, Kind> kinds = new LinkedHashMap<>();
        keys.stream().filter(key -> !key.inline()).forEach(key -> kinds.put(key.name(), key.kind()));
        return kinds;
    }

    /** The kind of one inner value; empty where nobody knows it. */
    static Optional<Kind> at(Optional<Kind> kind, Tree tree, Object step) {
        return kind.flatMap(k -> at(k, tree, step));
    }

    private static Optional<Kind> at(Kind kind, Tree tree, Object step) {
        if (kind instanceof Kind.Maybe maybe) {
            return at(maybe.of(), tree, step);
        }
        if (step instanceof Integer) {
            return kind instanceof Kind.ListOf list ? Optional.of(list.of()) : Optional.empty();
        }
        return kind instanceof Kind.MapOf map
                ? Optional.of(map.of())
                : Optional.ofNullable(keys(kind, tree).get((String) step));
    }
}
