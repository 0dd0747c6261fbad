package kd4j.model.layer;

import java.util.List;
import java.util.Optional;
import kd4j.data.Shape;
import kd4j.model.Layer;

class MaxPoolTest implements LayerContract {
    @Override
    public Layer layer() {
        return new MaxPool(2, Optional.empty());
    }

    @Override
    public List<Shape> shapes() {
        return List.of(Shape.of(4, 4, 2), Shape.of(5, 7, 3));
    }

    @Override
    public List<Shape> refused() {
        return List.of(Shape.of(1, 4, 2), Shape.of(9));
    }
}
