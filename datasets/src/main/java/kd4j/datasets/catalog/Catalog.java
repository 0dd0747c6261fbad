package kd4j.datasets.catalog;

import java.util.List;
import java.util.Optional;

/** The data sets that KD4J knows by name. */
public final class Catalog {
    private Catalog() {}

    /** All of them, in the order of their names. */
    public static List<Catalogued> entries() {
        return List.of(new Digits(), new Mnist());
    }

    /** The one of that name. */
    public static Optional<Catalogued> entry(String name) {
        return entries().stream()
                .filter(entry -> entry.source().name().equals(name))
                .findFirst();
    }
}
