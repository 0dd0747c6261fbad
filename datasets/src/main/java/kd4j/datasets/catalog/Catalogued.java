package kd4j.datasets.catalog;

import kd4j.data.Dataset;

/** A data set that is known by name, with its origin and licence: what the catalogue lists and fetches. It has no keys. */
public interface Catalogued extends Dataset {
    Source source();
}
