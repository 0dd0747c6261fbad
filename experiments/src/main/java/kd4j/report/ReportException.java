package kd4j.report;

import kd4j.component.Kd4jException;

/** A run folder that cannot be compared, or a report that cannot be written; the message names the file and the key. */
public final class ReportException extends Kd4jException {
    public ReportException(String message) {
        super(message);
    }

    public ReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
