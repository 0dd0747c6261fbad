package kd4j.component;

/**
 * Something that a user can mend. The message says where it happened, what was given, what is allowed and what to do
 * next; it is shown as it is, without a stack trace.
 */
public abstract class Kd4jException extends RuntimeException {
    protected Kd4jException(String message) {
        super(message);
    }

    protected Kd4jException(String message, Throwable cause) {
        super(message, cause);
    }
}
