package kd4j.sweep;

import java.io.IOException;
import java.nio.file.Path;
import kd4j.component.Kd4jException;

/** A sweep that cannot be begun or went wrong as a whole; the message says what to do. */
public final class SweepException extends Kd4jException {
    SweepException(String message) {
        super(message);
    }

    SweepException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A file that cannot be read or written. */
    public static SweepException of(Path file, IOException e) {
        return new SweepException(file + ": cannot be read or written: " + e + ". Check the path and its rights", e);
    }
}
