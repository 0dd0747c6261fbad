package kd4j.model;

import kd4j.component.Family;
import kd4j.data.Shape;

/** A kind of network, as settings. */
@Family("architecture")
public interface Architecture {
    /**
     * The layers for samples of this shape. The last one is named {@link Blueprint#LOGITS} and has one output per class, with
     * no softmax behind it.
     *
     * @throws kd4j.component.ShapeException when the architecture cannot take samples of this shape
     */
    Blueprint blueprint(Shape input, int classes);
}
