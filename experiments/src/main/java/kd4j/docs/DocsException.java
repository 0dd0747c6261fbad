package kd4j.docs;

import kd4j.component.Kd4jException;

/** A generated page that is missing, out of date or cannot be written; the message names it and says what to do. */
public final class DocsException extends Kd4jException {
    DocsException(String message) {
        super(message);
    }

    DocsException(String message, Throwable cause) {
        super(message, cause);
    }
}
