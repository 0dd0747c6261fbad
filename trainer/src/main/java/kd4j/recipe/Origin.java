package kd4j.recipe;

/**
 * A resolved value and where it came from.
 *
 * @param path the key's path
 * @param value the value as it is written in YAML
 * @param source {@code file:line}, {@code --set}, {@code matrix (file:line)} or {@code default}
 */
public record Origin(String path, String value, String source) {
    @Override
    public String toString() {
        return "%s = %s  (%s)".formatted(path, value, source);
    }
}
