package kd4j.model.kernel;

import kd4j.component.Kd4jException;

/** A native library refused a calculation; the message says which and what can be done. */
public final class KernelException extends Kd4jException {
    public KernelException(String message) {
        super(message);
    }
}
