package kd4j.component;

/** A named part that is not there, is there twice, or whose stored description does not fit it. */
public final class ComponentException extends Kd4jException {
    public ComponentException(String message) {
        super(message);
    }

    public ComponentException(String message, Throwable cause) {
        super(message, cause);
    }
}
