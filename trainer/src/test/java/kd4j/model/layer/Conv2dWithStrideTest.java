package kd4j.model.layer;

import java.util.List;
import java.util.Optional;
import kd4j.data.Shape;
import kd4j.model.Layer;

class Conv2dWithStrideTest implements LayerContract {
    @Override
    public Layer layer() {
        return new Conv2d(8, 3, 2, Optional.of(1), false);
    }

    @Override
    public List<Shape> shapes() {
        return List.of(Shape.of(7, 6, 3), Shape.of(5, 5, 8));
    }

    @Override
    public List<Shape> refused() {
        return List.of(Shape.of(9));
    }
}
