package kd4j.data;

import kd4j.component.Kd4jException;

/** Data that cannot be read or does not say what it should; the message names the file and the place in it. */
public final class DataException extends Kd4jException {
    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
