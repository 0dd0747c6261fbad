package kd4j.model.layer;

import java.util.List;
import java.util.Optional;
import kd4j.data.Shape;
import kd4j.model.Layer;

class Conv2dOnePixelTest implements LayerContract {
    @Override
    public Layer layer() {
        return new Conv2d(4, 1, 2, Optional.of(0), true);
    }

    @Override
    public List<Shape> shapes() {
        return List.of(Shape.of(5, 4, 3));
    }

    @Override
    public List<Shape> refused() {
        return List.of(Shape.of(9));
    }
}
