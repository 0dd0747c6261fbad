package kd4j.component;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A named part of the framework, settings of one with a name of their own ({@link Preset}), or a section of a recipe.
 *
 * @param name its name in recipes; for a section, its class in kebab case
 * @param type the record
 * @param summary the first sentence of its documentation
 * @param card its whole documentation, without the keys
 * @param keys its keys, in the order of the record; a preset has none
 * @param preset for a preset, the static method of the record that makes it
 */
public record Part(
        String name,
        Class<? extends Record> type,
        String summary,
        String card,
        List<Key> keys,
        Optional<String> preset) {
    public Part {
        keys = List.copyOf(keys);
    }

    /** The key of this name. */
    public Optional<Key> key(String key) {
        return keys.stream().filter(k -> k.name().equals(key)).findFirst();
    }

    /** All keys with their defaults, as shown in messages. */
    public String keySummary() {
        return keys.isEmpty() ? "none" : keys.stream().map(Key::summary).collect(Collectors.joining(", "));
    }

    /**
     * Makes the record.
     *
     * @param values the value of each key, in the order of {@link #keys}
     * @throws Kd4jException what the record's constructor says about its values
     */
    public Record make(List<Object> values) {
        return preset.map(maker -> Reflection.call(type, maker))
                .orElseGet(() -> Reflection.make(type, new ArrayList<>(values)));
    }
}
