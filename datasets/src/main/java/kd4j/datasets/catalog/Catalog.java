package kd4j.datasets.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kd4j.component.Components;
import kd4j.data.Dataset;

/** The data sets that KD4J knows by name: all parts that are {@link Catalogued}. */
public final class Catalog {
    private Catalog() {}

    /** All of them, in the order of their names. */
    public static List<Catalogued> entries() {
        return Components.parts(Dataset.class).stream()
                .filter(part -> Catalogued.class.isAssignableFrom(part.type()))
                .map(part -> (Catalogued) Components.restore(Dataset.class, Map.of("type", part.name())))
                .toList();
    }

    /** The one of that name. */
    public static Optional<Catalogued> entry(String name) {
        return entries().stream()
                .filter(entry -> entry.source().name().equals(name))
                .findFirst();
    }
}
