package kd4j.recipe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** YAML as it was written, each value with its place: no type is decided before a record asks for it. */
sealed interface Tree {
    /** The value's own place. */
    Place place();

    /** The same value with other places. */
    Tree moved(UnaryOperator<Place> move);

    /** How messages show it. */
    String shown();

    /**
     * A value without parts.
     *
     * @param plain whether it stands without quotes
     */
    record Word(Place place, String text, boolean plain) implements Tree {
        @Override
        public Word moved(UnaryOperator<Place> move) {
            return new Word(move.apply(place), text, plain);
        }

        @Override
        public String shown() {
            return !plain ? '"' + text + "\" (text)" : text.isEmpty() ? "nothing" : text;
        }

        /** Whether nothing was written, or one of YAML's words for it. */
        boolean nothing() {
            return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }
    }

    /** Values in a row. */
    record Items(Place place, List<Tree> items) implements Tree {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public Items moved(UnaryOperator<Place> move) {
            return new Items(
                    move.apply(place), items.stream().map(i -> i.moved(move)).toList());
        }

        @Override
        public String shown() {
            return "a list";
        }
    }

    /** Values by name, in the order in which they were written. */
    record Keys(Place place, Map<String, Entry> entries) implements Tree {
        public Keys {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public Keys moved(UnaryOperator<Place> move) {
            Map<String, Entry> all = new LinkedHashMap<>();
            entries.forEach((name, e) -> all.put(
                    name, new Entry(move.apply(e.place()), e.plain(), e.value().moved(move))));
            return new Keys(move.apply(place), all);
        }

        @Override
        public String shown() {
            return "a map";
        }

        Optional<Tree> value(String name) {
            return Optional.ofNullable(entries.get(name)).map(Entry::value);
        }

        /** The same keys, one of them new or with a new value. */
        Keys with(String name, Entry entry) {
            Map<String, Entry> changed = new LinkedHashMap<>(entries);
            changed.put(name, entry);
            return new Keys(place, changed);
        }

        Keys with(String name, Tree value) {
            return with(name, new Entry(value.place(), false, value));
        }

        Keys without(String name) {
            Map<String, Entry> fewer = new LinkedHashMap<>(entries);
            fewer.remove(name);
            return new Keys(place, fewer);
        }
    }

    /**
     * A value with its name.
     *
     * @param place the name's place
     * @param plain whether the name stands without quotes
     */
    record Entry(Place place, boolean plain, Tree value) {}
}
