package kd4j.model;

import java.util.List;
import java.util.Optional;
import kd4j.data.Shape;

/**
 * Where a network that works inside of an objective is fed with one more array, beside its samples. Networks for users have
 * none: they are saved, exported and asked with samples alone.
 *
 * @param shape the shape of a row of that array
 */
public record Source(Shape shape) implements Operation {
    @Override
    public Shape output(List<Shape> inputs) {
        return shape;
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
        return List.of();
    }

    @Override
    public long macs(List<Shape> inputs) {
        return 0;
    }

    @Override
    public Computation computation(List<Shape> inputs) {
        throw new UnsupportedOperationException("a source is fed, it computes nothing");
    }

    @Override
    public Optional<Computation> rectified(List<Shape> inputs) {
        return Optional.empty();
    }
}
