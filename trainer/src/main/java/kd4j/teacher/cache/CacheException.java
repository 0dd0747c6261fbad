package kd4j.teacher.cache;

import kd4j.component.Kd4jException;

/** A teacher's answers cannot be kept as a recipe wants; the message names the file or the number, and the way out. */
public final class CacheException extends Kd4jException {
    public CacheException(String message) {
        super(message);
    }

    public CacheException(String message, Throwable cause) {
        super(message, cause);
    }
}
