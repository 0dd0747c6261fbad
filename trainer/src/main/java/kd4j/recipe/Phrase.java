package kd4j.recipe;

import java.util.List;
import java.util.stream.Collectors;
import kd4j.component.Components;
import kd4j.component.Family;
import kd4j.component.Kind;
import kd4j.component.Part;

/** What is allowed, in words. */
final class Phrase {
    private Phrase() {}

    static String of(Kind kind) {
        if (kind instanceof Kind.Basic basic) {
            return of(basic);
        }
        if (kind instanceof Kind.Choice choice) {
            return "one of " + String.join(", ", choice.words());
        }
        if (kind instanceof Kind.Maybe maybe) {
            return of(maybe.of()) + ", or null for none";
        }
        if (kind instanceof Kind.ListOf list) {
            return "a list in brackets, each " + of(list.of());
        }
        if (kind instanceof Kind.MapOf map) {
            return "a map, each value " + of(map.of());
        }
        if (kind instanceof Kind.FamilyOf family) {
            return of(family.family());
        }
        return Grammar.shorthand(kind).isPresent() ? "text, a list in brackets, or a map of keys" : "a map of keys";
    }

    private static String of(Kind.Basic kind) {
        return switch (kind) {
            case INT, LONG -> "an integer";
            case DOUBLE -> "a finite number";
            case BOOLEAN -> "true or false";
            case TEXT -> "text";
        };
    }

    private static String of(Class<?> family) {
        String number = family.getAnnotation(Family.class).scalar().isEmpty() ? "" : "a number, or ";
        String name = Components.familyName(family);
        String article = "aeiou".indexOf(name.charAt(0)) < 0 ? "a " : "an ";
        return number + article + name + " by type: " + names(family);
    }

    static String names(Class<?> family) {
        List<Part> parts = Components.parts(family);
        return parts.isEmpty()
                ? "(none on the class path)"
                : parts.stream().map(Part::name).collect(Collectors.joining(", "));
    }
}
