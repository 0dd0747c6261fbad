package kd4j.model;

import java.util.List;
import java.util.Optional;
import kd4j.component.Family;
import kd4j.data.Shape;

/** One kind of layer as settings: what it makes of a shape, what it learns, and how it computes. */
@Family("layer")
public non-sealed interface Layer extends Operation {
    /**
     * The shape of what comes out.
     *
     * @throws kd4j.component.ShapeException when the layer cannot take samples of this shape; the message says which it can
     */
    Shape output(Shape input);

    /** What the layer learns or keeps, in the order in which it stands in the network's parameter vector. */
    default List<Parameter> parameters(Shape input) {
        return List.of();
    }

    /** Multiply-accumulate operations for one sample; biases, normalisation and activations are not counted. */
    default long macs(Shape input) {
        return 0;
    }

    /** The layer's arithmetic at one place of one network. It may keep what forward leaves for backward. */
    Computation computation(Shape input);

    /** The layer's arithmetic with {@code max(0, x)} behind it in one go; empty where there is no such short cut. */
    default Optional<Computation> rectified(Shape input) {
        return Optional.empty();
    }

    @Override
    default Shape output(List<Shape> inputs) {
        return output(inputs.get(0));
    }

    @Override
    default List<Parameter> parameters(List<Shape> inputs) {
        return parameters(inputs.get(0));
    }

    @Override
    default long macs(List<Shape> inputs) {
        return macs(inputs.get(0));
    }

    @Override
    default Computation computation(List<Shape> inputs) {
        return computation(inputs.get(0));
    }

    @Override
    default Optional<Computation> rectified(List<Shape> inputs) {
        return rectified(inputs.get(0));
    }
}
