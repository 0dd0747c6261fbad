package kd4j.model.layer;

import java.util.List;
import java.util.Optional;
import kd4j.data.Shape;
import kd4j.model.Layer;
import org.junit.jupiter.api.Nested;

class PoolsWithPaddingTest {
    @Nested
    class Max implements LayerContract {
        @Override
        public Layer layer() {
            return new MaxPool(3, Optional.of(2), 1);
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(6, 5, 2), Shape.of(1, 1, 3));
        }

        @Override
        public List<Shape> refused() {
            return List.of(Shape.of(9));
        }
    }

    @Nested
    class Average implements LayerContract {
        @Override
        public Layer layer() {
            return new AveragePool(3, Optional.of(2), 1);
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(6, 5, 2), Shape.of(1, 1, 3));
        }

        @Override
        public List<Shape> refused() {
            return List.of(Shape.of(9));
        }
    }
}
