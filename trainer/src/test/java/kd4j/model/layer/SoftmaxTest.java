package kd4j.model.layer;

import java.util.List;
import kd4j.data.Shape;
import kd4j.model.Layer;
import org.junit.jupiter.api.Nested;

class SoftmaxTest {
    @Nested
    class OfAnything implements LayerContract {
        @Override
        public Layer layer() {
            return new Softmax();
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(5), Shape.of(3, 4), Shape.of(2, 3, 4));
        }

        @Override
        public List<Shape> refused() {
            return List.of();
        }
    }
}
