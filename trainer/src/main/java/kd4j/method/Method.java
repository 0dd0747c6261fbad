package kd4j.method;

import java.util.List;
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

    /** Whether it takes parameters out of the teacher, which then must be a network that is trained here. */
    default boolean takesFromTeacher() {
        return false;
    }

    /** What a reader must know of what comes out, for the record of a run. */
    default List<String> remarks() {
        return List.of();
    }
}
