package kd4j.compress.quantise;

import kd4j.component.Kd4jException;

/** A network cannot be quantised; the message names the layer and what to do. */
public final class QuantiseException extends Kd4jException {
    public QuantiseException(String message) {
        super(message);
    }
}
