package kd4j.loss;

import java.util.Set;
import kd4j.component.Family;

/** A pure function from student and teacher signals to a value and its gradients. Stateless, safe for several threads. */
@Family("loss")
public interface Loss {
    /**
     * The value and its gradients. Arrays handed in are never changed; arrays handed out are new.
     *
     * @throws kd4j.component.ShapeException when arrays do not fit each other; the message has both shapes
     */
    Term evaluate(Signals signals);

    /** The student taps that are read, and that get a gradient. */
    default Set<String> studentTaps() {
        return Set.of(Outputs.LOGITS);
    }

    /** The teacher taps that are read; empty for a loss that needs no teacher. */
    default Set<String> teacherTaps() {
        return Set.of();
    }

    /** Whether it is about classes, so that rows with numbers to predict are none for it. */
    default boolean needsClasses() {
        return false;
    }

    /** Whether it reads numbers to predict, so that rows with classes are none for it. */
    default boolean needsTargets() {
        return false;
    }
}
