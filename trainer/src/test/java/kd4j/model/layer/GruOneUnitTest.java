package kd4j.model.layer;

import java.util.List;
import kd4j.data.Shape;
import kd4j.model.Layer;

class GruOneUnitTest implements LayerContract {
    @Override
    public Layer layer() {
        return new Gru(1, Returns.LAST);
    }

    @Override
    public List<Shape> shapes() {
        return List.of(Shape.of(3, 2), Shape.of(1, 1));
    }

    @Override
    public List<Shape> refused() {
        return List.of(Shape.of(4));
    }
}
