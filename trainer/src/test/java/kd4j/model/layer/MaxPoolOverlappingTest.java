package kd4j.model.layer;

import java.util.List;
import java.util.Optional;
import kd4j.data.Shape;
import kd4j.model.Layer;

class MaxPoolOverlappingTest implements LayerContract {
    @Override
    public Layer layer() {
        return new MaxPool(3, Optional.of(2));
    }

    @Override
    public List<Shape> shapes() {
        return List.of(Shape.of(7, 7, 2), Shape.of(6, 5, 8));
    }

    @Override
    public List<Shape> refused() {
        return List.of(Shape.of(2, 4, 2), Shape.of(9));
    }
}
