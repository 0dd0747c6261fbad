package kd4j.datasets.catalog;

import java.util.Optional;
import kd4j.data.Dataset;

/** A data set that is known by name, with its origin and licence: what the catalogue lists and fetches. It has no keys. */
public interface Catalogued extends Dataset {
    Source source();

    @Override
    default Optional<String> licence() {
        return Optional.of(source().licence());
    }
}
