package kd4j.model.layer;

import kd4j.component.ShapeException;
import kd4j.data.Shape;

/** Shapes of layers that go along time. */
final class Sequences {
    private Sequences() {}

    static void check(String layer, Shape input) {
        if (input.rank() != 2) {
            throw new ShapeException("%s takes sequences [time, channels], given %s".formatted(layer, input));
        }
    }
}
