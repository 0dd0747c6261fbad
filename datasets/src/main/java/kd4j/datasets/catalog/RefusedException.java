package kd4j.datasets.catalog;

import java.io.IOException;

/** A server's answer that will not change by asking again: another mirror must be tried. */
final class RefusedException extends IOException {
    RefusedException(String message) {
        super(message);
    }
}
