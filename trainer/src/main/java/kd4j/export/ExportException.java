package kd4j.export;

import kd4j.component.Kd4jException;

/**
 * A file could not be written, read back or shown to give the same answers. The message names the file, what is wrong with it
 * and what to do next.
 */
public final class ExportException extends Kd4jException {
    public ExportException(String message) {
        super(message);
    }

    public ExportException(String message, Throwable cause) {
        super(message, cause);
    }
}
