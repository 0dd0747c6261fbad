package kd4j.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kd4j.component.Components;

/** The families of parts by the words that people type. */
final class Families {
    private Families() {}

    static String plural(Class<?> family) {
        String name = Components.familyName(family);
        return name.endsWith("s")
                ? name + "es"
                : name.endsWith("y") ? name.substring(0, name.length() - 1) + "ies" : name + "s";
    }

    static List<String> plurals() {
        return Components.families().stream().map(Families::plural).toList();
    }

    /** The family of a word in the singular or plural; {@code models} are architectures. */
    static Optional<Class<?>> of(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        String meant = wanted.matches("models?") ? "architecture" : wanted;
        return Components.families().stream()
                .filter(f -> meant.equals(Components.familyName(f)) || meant.equals(plural(f)))
                .findFirst();
    }
}
