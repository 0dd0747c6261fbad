package kd4j.model.layer;

import java.util.List;
import kd4j.data.Shape;
import kd4j.model.Layer;

class LstmSequenceTest implements LayerContract {
    @Override
    public Layer layer() {
        return new Lstm(3, Returns.SEQUENCE);
    }

    @Override
    public List<Shape> shapes() {
        return List.of(Shape.of(4, 2), Shape.of(1, 3), Shape.of(3, 1));
    }

    @Override
    public List<Shape> refused() {
        return List.of(Shape.of(4), Shape.of(4, 4, 2));
    }
}
