package kd4j.model.kernel;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What was made for each shape. Keeps the shapes used last: a network has a few dozen, a caller with ever new batch sizes would
 * fill the memory.
 */
final class DnnlCache<K, V> {
    private static final int LIMIT = 500;
    private static final float LOAD = 0.75f;

    private final Map<K, V> made = new LinkedHashMap<>(16, LOAD, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > LIMIT;
        }
    };
    private final Function<K, V> maker;

    DnnlCache(Function<K, V> maker) {
        this.maker = maker;
    }

    /** All that is kept, the one used last at the end. */
    Collection<V> values() {
        return made.values();
    }

    V of(K shape) {
        V known = made.get(shape);
        if (known == null) {
            known = maker.apply(shape);
            made.put(shape, known);
        }
        return known;
    }
}
