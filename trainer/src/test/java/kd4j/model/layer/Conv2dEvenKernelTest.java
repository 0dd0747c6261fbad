package kd4j.model.layer;

import java.util.List;
import java.util.Optional;
import kd4j.data.Shape;
import kd4j.model.Layer;

class Conv2dEvenKernelTest implements LayerContract {
    @Override
    public Layer layer() {
        return new Conv2d(2, 2, 1, Optional.of(0), true);
    }

    @Override
    public List<Shape> shapes() {
        return List.of(Shape.of(4, 3, 2));
    }

    @Override
    public List<Shape> refused() {
        return List.of(Shape.of(1, 4, 2), Shape.of(9));
    }
}
