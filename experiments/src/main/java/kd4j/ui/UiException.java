package kd4j.ui;

import kd4j.component.Kd4jException;

/** The live page cannot be served; the message says why and what to do. */
public final class UiException extends Kd4jException {
    public UiException(String message) {
        super(message);
    }

    public UiException(String message, Throwable cause) {
        super(message, cause);
    }
}
