package kd4j.run;

import kd4j.component.Kd4jException;

/** The arithmetic that this build was made for cannot run on this machine; the message says why and what to do instead. */
public final class BackendException extends Kd4jException {
    BackendException(String message) {
        super(message);
    }

    BackendException(String message, Throwable cause) {
        super(message, cause);
    }
}
