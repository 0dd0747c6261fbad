package kd4j.model;

import kd4j.component.Components;
import kd4j.component.Family;
import kd4j.component.KeyException;
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

    /**
     * The same kind of network with other numbers of channels and of layers: what {@code shrink} makes.
     *
     * @param byWidth what numbers of channels are multiplied with, > 0
     * @param byDepth what numbers of layers are multiplied with, > 0
     * @throws KeyException when this kind has no such multiplier
     */
    default Architecture scaled(double byWidth, double byDepth) {
        String type = Components.describedBy(getClass()).name();
        throw new KeyException(
                "of", type, "an architecture with a multiplier, such as mlp, plain-cnn, resnet or mobile");
    }
}
