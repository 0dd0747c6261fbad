package kd4j.model.layer;

import java.util.List;
import kd4j.data.Shape;
import kd4j.model.Layer;

class LearnedPositionsTest implements LayerContract {
    @Override
    public Layer layer() {
        return new Positions(Positions.Kind.LEARNED);
    }

    @Override
    public List<Shape> shapes() {
        return List.of(Shape.of(4, 3), Shape.of(1, 2));
    }

    @Override
    public List<Shape> refused() {
        return List.of(Shape.of(4), Shape.of(4, 4, 2));
    }
}
