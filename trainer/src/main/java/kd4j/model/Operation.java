package kd4j.model;

import java.util.List;
import java.util.Optional;
import kd4j.data.Shape;

/**
 * One piece of a network as settings: a {@link Layer}, which is fed by one array, a {@link Join}, by several, or a {@link
 * Source}, by somebody outside.
 */
public sealed interface Operation permits Layer, Join, Source {
    /**
     * The shape of what comes out.
     *
     * @throws kd4j.component.ShapeException when it cannot take samples of these shapes; the message says which it can
     */
    Shape output(List<Shape> inputs);

    /** What it learns or keeps, in the order in which it stands in the network's parameter vector. */
    List<Parameter> parameters(List<Shape> inputs);

    /** Multiply-accumulate operations for one sample; biases, normalisation and activations are not counted. */
    long macs(List<Shape> inputs);

    /** Its arithmetic at one place of one network. It may keep what forward leaves for backward. */
    Computation computation(List<Shape> inputs);

    /** Its arithmetic with {@code max(0, x)} behind it in one go; empty where there is no such short cut. */
    Optional<Computation> rectified(List<Shape> inputs);

    /** Whether this is {@code max(0, x)} and nothing else, so that the piece before may do it along with its own work. */
    default boolean rectifies() {
        return false;
    }

    /** Whether what comes out is what came in, number by number, in another shape. */
    default boolean reshapes() {
        return false;
    }
}
