package kd4j.component;

/** Two things whose shapes do not fit each other; the message names both shapes. */
public final class ShapeException extends Kd4jException {
    public ShapeException(String message) {
        super(message);
    }
}
