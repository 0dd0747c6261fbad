package kd4j.method;

import kd4j.component.Family;

/** A way of distilling, as settings. What has state lives in the {@link Session}. */
@Family("method")
public interface Method {
    /**
     * Begins one training.
     *
     * @throws MethodException with everything that does not fit student and teacher
     */
    Session begin(Context context);
}
