package kd4j.model.layer;

import java.util.List;
import kd4j.data.Shape;
import kd4j.model.Layer;

class DenseWithoutBiasTest implements LayerContract {
    @Override
    public Layer layer() {
        return new Dense(3, false);
    }

    @Override
    public List<Shape> shapes() {
        return List.of(Shape.of(4));
    }

    @Override
    public List<Shape> refused() {
        return List.of(Shape.of(4, 4, 2));
    }
}
