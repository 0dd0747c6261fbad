package kd4j.track;

import kd4j.component.Kd4jException;

/** A tracking server that cannot be reached, or does not take what it is sent; the message says which and what to do. */
public final class TrackException extends Kd4jException {
    public TrackException(String message) {
        super(message);
    }

    TrackException(String message, Throwable cause) {
        super(message, cause);
    }
}
