package kd4j.datasets.catalog;

import java.util.Optional;

/** Settings of the machine rather than of a recipe: a system property, or the environment variable of the same meaning. */
final class Settings {
    private Settings() {}

    /** A folder of data sets that is looked into before the store: property {@code kd4j.data}, variable KD4J_DATA. */
    static Optional<String> folder() {
        return setting("kd4j.data", "KD4J_DATA");
    }

    /**
     * An address that replaces all mirrors; a file is then fetched from {@code address/data set/file}: property {@code
     * kd4j.mirror}, variable KD4J_MIRROR.
     */
    static Optional<String> mirror() {
        return setting("kd4j.mirror", "KD4J_MIRROR");
    }

    private static Optional<String> setting(String property, String variable) {
        return Optional.ofNullable(System.getProperty(property))
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .filter(value -> !value.isBlank());
    }
}
