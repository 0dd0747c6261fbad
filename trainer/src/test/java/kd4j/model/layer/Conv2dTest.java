package kd4j.model.layer;

import java.util.List;
import java.util.Optional;
import kd4j.data.Shape;
import kd4j.model.Layer;

class Conv2dTest implements LayerContract {
    @Override
    public Layer layer() {
        return new Conv2d(3, 3, 1, Optional.empty(), true);
    }

    @Override
    public List<Shape> shapes() {
        return List.of(Shape.of(5, 5, 2), Shape.of(4, 7, 1));
    }

    @Override
    public List<Shape> refused() {
        return List.of(Shape.of(9));
    }
}
