package kd4j.model.layer;

import java.util.List;
import kd4j.data.Shape;
import kd4j.model.Layer;
import org.junit.jupiter.api.Nested;

class GlobalPoolsTest {
    @Nested
    class MeanOfSignals implements LayerContract {
        @Override
        public Layer layer() {
            return new GlobalAveragePool();
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(5, 3), Shape.of(1, 2));
        }

        @Override
        public List<Shape> refused() {
            return List.of(Shape.of(4), Shape.of(2, 2, 2, 2));
        }
    }

    @Nested
    class Largest implements LayerContract {
        @Override
        public Layer layer() {
            return new GlobalMaxPool();
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(3, 4, 2), Shape.of(1, 1, 5), Shape.of(6, 3));
        }

        @Override
        public List<Shape> refused() {
            return List.of(Shape.of(4), Shape.of(2, 2, 2, 2));
        }
    }
}
