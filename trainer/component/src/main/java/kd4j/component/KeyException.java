package kd4j.component;

/** A key's value is outside of what is allowed. Thrown by compact constructors through {@link Require}. */
public final class KeyException extends Kd4jException {
    private final String key;
    private final Object given;
    private final String allowed;

    public KeyException(String key, Object given, String allowed) {
        super("%s is %s; allowed: %s".formatted(key, given, allowed));
        this.key = key;
        this.given = given;
        this.allowed = allowed;
    }

    /** The key as written in recipes, in kebab case. */
    public String key() {
        return key;
    }

    public Object given() {
        return given;
    }

    /** What is allowed, as a phrase: {@code a number > 0}. */
    public String allowed() {
        return allowed;
    }
}
