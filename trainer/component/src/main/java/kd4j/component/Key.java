package kd4j.component;

import java.util.Optional;

/**
 * One key of a part.
 *
 * @param name as written in recipes, in kebab case
 * @param kind what its value can be
 * @param doc its documentation
 * @param defaultYaml the value in YAML that stands for a key left out; empty where the key must be given or may be absent
 * @param inline whether the value's own keys stand in the surrounding section
 */
public record Key(String name, Kind kind, String doc, Optional<String> defaultYaml, boolean inline) {
    /** Whether a recipe must give this key. */
    public boolean required() {
        return defaultYaml.isEmpty() && !(kind instanceof Kind.Maybe);
    }

    /** The key with its default, as shown in messages: {@code temperature (4.0)}. */
    public String summary() {
        String missing = required() ? "required" : "optional";
        return "%s (%s)".formatted(name, defaultYaml.orElse(missing));
    }
}
