package kd4j.ui;

import kd4j.component.Kd4jException;

/** An address that leads nowhere. */
final class NotThereException extends Kd4jException {
    NotThereException(String message) {
        super(message);
    }
}
