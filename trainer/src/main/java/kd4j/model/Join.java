package kd4j.model;

import java.util.List;
import java.util.Optional;
import kd4j.component.Family;
import kd4j.data.Shape;

/** What brings the branches of a network together; it has nothing to learn. */
@Family("join")
public non-sealed interface Join extends Operation {
    @Override
    default List<Parameter> parameters(List<Shape> inputs) {
        return List.of();
    }

    @Override
    default long macs(List<Shape> inputs) {
        return 0;
    }

    @Override
    default Optional<Computation> rectified(List<Shape> inputs) {
        return Optional.empty();
    }
}
