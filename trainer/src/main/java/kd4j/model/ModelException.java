package kd4j.model;

import kd4j.component.Kd4jException;

/** A file does not hold a network that can be used; the message names the file. */
public final class ModelException extends Kd4jException {
    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
