package kd4j.method.adapter;

import java.util.Set;
import kd4j.component.Family;
import kd4j.data.Shape;
import kd4j.model.Blueprint;

/** What stands between a layer of the student and the loss, as settings. It is trained along and is no part of the student. */
@Family("adapter")
public interface Adapter {
    /** What an adapter's adapted array is called among its layers. */
    String ADAPTED = "adapted";

    /**
     * The layers. The first end is the adapted array; others are read by the loss under their own names.
     *
     * @param student the shape of what comes in
     * @param teacher the shape that the first end must have
     * @throws kd4j.component.ShapeException when one cannot be brought into the other
     */
    Blueprint blueprint(Shape student, Shape teacher);

    /** Names of the arrays that it gives beside the adapted one. */
    default Set<String> gives() {
        return Set.of();
    }
}
