package kd4j.model.layer;

import java.util.List;
import kd4j.data.Shape;
import kd4j.model.Layer;

class GlobalAveragePoolTest implements LayerContract {
    @Override
    public Layer layer() {
        return new GlobalAveragePool();
    }

    @Override
    public List<Shape> shapes() {
        return List.of(Shape.of(4, 4, 2), Shape.of(3, 5, 8));
    }

    @Override
    public List<Shape> refused() {
        return List.of(Shape.of(9));
    }
}
