package kd4j.model.layer;

import java.util.List;
import kd4j.data.Shape;
import kd4j.model.Layer;
import kd4j.model.kernel.Function;

class ActivationReluTest implements LayerContract {
    @Override
    public Layer layer() {
        return new Activation(Function.RELU);
    }

    @Override
    public List<Shape> shapes() {
        return List.of(Shape.of(6), Shape.of(3, 4, 2));
    }

    @Override
    public List<Shape> refused() {
        return List.of();
    }
}
