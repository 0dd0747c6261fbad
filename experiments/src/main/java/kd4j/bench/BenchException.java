package kd4j.bench;

import kd4j.component.Kd4jException;

/** A measurement that could not be made; the message says which one and what to do next. */
public final class BenchException extends Kd4jException {
    public BenchException(String message) {
        super(message);
    }

    public BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
