package kd4j.engine;

import kd4j.component.Kd4jException;

/** Work that was begun and could not be done; the message says what to do next. */
public final class RunException extends Kd4jException {
    public RunException(String message) {
        super(message);
    }

    public RunException(String message, Throwable cause) {
        super(message, cause);
    }
}
