package kd4j.method;

import kd4j.component.Family;

/** A way of distilling, as settings. What has state lives in the {@link Session}. */
@Family("method")
public interface Method {
    /** Begins one training. */
    Session begin();
}
