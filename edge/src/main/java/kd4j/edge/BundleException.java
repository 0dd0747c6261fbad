package kd4j.edge;

/** A bundle that cannot be used, or was asked wrongly. The message says where, what was given, what is allowed and what to do. */
public final class BundleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BundleException(String message) {
        super(message);
    }

    public BundleException(String message, Throwable cause) {
        super(message, cause);
    }
}
