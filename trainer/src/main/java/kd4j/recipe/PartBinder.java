package kd4j.recipe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kd4j.component.Components;
import kd4j.component.Family;
import kd4j.component.Key;
import kd4j.component.KeyException;
import kd4j.component.Kind;
import kd4j.component.Names;
import kd4j.component.Part;

/** Binds one map of keys to the record that it describes, together with a family member inlined into it. */
final class PartBinder {
    private final Binder binder;
    private final String path;
    private final Tree.Keys keys;
    /** Keys that an unknown one was probably meant for: not reported as missing too. */
    private final Set<String> meant = new HashSet<>();

    PartBinder(Binder binder, String path, Tree.Keys keys) {
        this.binder = binder;
        this.path = path;
        this.keys = keys;
    }

    /** The record, or null where it has a problem. */
    Object bind(Kind kind) {
        return kind instanceof Kind.SectionOf section ? section(section) : member(((Kind.FamilyOf) kind).family());
    }

    private Object member(Class<?> family) {
        Optional<Part> part = choose(family);
        part.ifPresent(p -> refuseUnknown(List.of(p), p.name(), true));
        return part.map(p -> make(p, null)).orElse(null);
    }

    private Object section(Kind.SectionOf kind) {
        Part section = Components.describedBy(kind.type());
        Optional<Class<?>> family = Grammar.family(kind);
        Optional<Part> inner = family.flatMap(this::choose);
        if (family.isEmpty() || inner.isPresent()) {
            List<Part> parts = Stream.concat(inner.stream(), Stream.of(section)).toList();
            refuseUnknown(parts, title(section, inner), inner.isPresent());
        }
        Object inlined = inner.map(part -> make(part, null)).orElse(null);
        return make(section, inlined);
    }

    private String title(Part section, Optional<Part> inner) {
        String own = path.isEmpty() ? "a " + section.name() : KeyPath.lastKey(path);
        return inner.map(part -> own + " with type " + part.name()).orElse(own);
    }

    private Optional<Part> choose(Class<?> family) {
        String at = KeyPath.join(path, Grammar.TYPE);
        Tree type = keys.value(Grammar.TYPE).orElse(null);
        if (type == null) {
            report(keys.place(), at, "missing; allowed: one of " + Phrase.names(family));
            return Optional.empty();
        }
        Optional<Part> part = Grammar.chosen(family, keys);
        if (part.isPresent()) {
            binder.origin(at, part.get().name(), type.place());
        } else {
            report(type.place(), at, noSuch(family, type));
        }
        return part;
    }

    private static String noSuch(Class<?> family, Tree type) {
        List<String> names = Components.parts(family).stream().map(Part::name).toList();
        String given = type instanceof Tree.Word word ? word.text() : type.shown();
        String number = family.getAnnotation(Family.class).scalar().isEmpty() ? "" : "a number, or ";
        return "no %s is called '%s'.%s Allowed: %s%s"
                .formatted(
                        Components.familyName(family),
                        given,
                        Names.suggestion(given, names),
                        number,
                        Phrase.names(family));
    }

    private void refuseUnknown(List<Part> parts, String title, boolean typed) {
        Set<String> known = parts.stream()
                .flatMap(p -> p.keys().stream())
                .filter(k -> !k.inline())
                .map(Key::name)
                .collect(Collectors.toCollection(TreeSet::new));
        if (typed) {
            known.add(Grammar.TYPE);
        }
        known.addAll(binder.languageKeys(path));
        keys.entries().forEach((name, entry) -> {
            if (!known.contains(name)) {
                Names.nearest(name, known).ifPresent(meant::add);
                String summary = parts.stream()
                        .flatMap(p -> p.keys().stream())
                        .filter(k -> !k.inline())
                        .map(Key::summary)
                        .collect(Collectors.joining(", "));
                report(
                        entry.place(),
                        KeyPath.join(path, name),
                        "unknown key.%s Keys of %s: %s"
                                .formatted(Names.suggestion(name, known), title, summary.isEmpty() ? "none" : summary));
            }
        });
    }

    private Record make(Part part, Object inlined) {
        List<Object> values = new ArrayList<>();
        for (Key key : part.keys()) {
            values.add(key.inline() ? inlined : value(key));
        }
        return construct(part, values);
    }

    private Object value(Key key) {
        String inner = KeyPath.join(path, key.name());
        Optional<Tree> given = keys.value(key.name());
        if (given.isPresent()) {
            return binder.bind(key.kind(), given.get(), inner);
        }
        if (key.defaultYaml().isPresent()) {
            return binder.bind(key.kind(), Binder.defaultTree(key.defaultYaml().get(), keys.place()), inner);
        }
        if (key.kind() instanceof Kind.Maybe) {
            binder.origin(inner, "null", keys.place().via(Place.Via.DEFAULT));
            return Optional.empty();
        }
        if (!meant.contains(key.name())) {
            report(keys.place(), inner, "missing; allowed: %s. It is: %s".formatted(Phrase.of(key.kind()), key.doc()));
        }
        return null;
    }

    private Record construct(Part part, List<Object> values) {
        Construction construction = Construction.of(part, values);
        construction.refused().forEach(this::refused);
        construction.other().ifPresent(message -> report(keys.place(), path, message));
        return construction.made();
    }

    private void refused(KeyException e) {
        Optional<Tree> tree = keys.value(e.key());
        String given = tree.filter(Tree.Word.class::isInstance).map(Tree::shown).orElse(String.valueOf(e.given()));
        Place place = tree.map(Tree::place).orElse(keys.place());
        String which = tree.isPresent() ? given : given + ", the default";
        report(place, KeyPath.join(path, e.key()), "given %s; allowed: %s".formatted(which, e.allowed()));
    }

    private void report(Place place, String where, String message) {
        binder.problems().add(place, where, message);
    }
}
