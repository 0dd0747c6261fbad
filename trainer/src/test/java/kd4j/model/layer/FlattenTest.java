package kd4j.model.layer;

import java.util.List;
import kd4j.data.Shape;
import kd4j.model.Layer;

class FlattenTest implements LayerContract {
    @Override
    public Layer layer() {
        return new Flatten();
    }

    @Override
    public List<Shape> shapes() {
        return List.of(Shape.of(4, 3, 2), Shape.of(5));
    }

    @Override
    public List<Shape> refused() {
        return List.of();
    }
}
