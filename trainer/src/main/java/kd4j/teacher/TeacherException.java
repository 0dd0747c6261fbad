package kd4j.teacher;

import kd4j.component.Kd4jException;

/** A teacher's file cannot be used, or a teacher was asked what it does not know; the message names the file and the way out. */
public final class TeacherException extends Kd4jException {
    public TeacherException(String message) {
        super(message);
    }

    public TeacherException(String message, Throwable cause) {
        super(message, cause);
    }
}
