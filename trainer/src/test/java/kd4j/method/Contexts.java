package kd4j.method;

import java.util.Map;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.layer.Dense;

/** Trainings for tests of methods. */
public final class Contexts {
    private Contexts() {}

    /** A student with a layer {@code block2} before its logits, and a teacher that answers logits. */
    public static Context ofLogits(int classes) {
        Blueprint student = Blueprint.of(Shape.of(1))
                .then("block2", new Dense(1, true))
                .then("logits", new Dense(classes, true))
                .build();
        return Context.of(student, Map.of("logits", Shape.of(classes)));
    }
}
