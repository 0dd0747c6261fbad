package kd4j.model.layer;

import java.util.List;
import java.util.Optional;
import kd4j.data.Shape;
import kd4j.model.Layer;
import org.junit.jupiter.api.Nested;

class PoolsOfSignalsTest {
    @Nested
    class Max implements LayerContract {
        @Override
        public Layer layer() {
            return new MaxPool(2, Optional.empty());
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(7, 3), Shape.of(2, 1));
        }

        @Override
        public List<Shape> refused() {
            return List.of(Shape.of(1, 3), Shape.of(9));
        }
    }

    @Nested
    class MaxOverlapping implements LayerContract {
        @Override
        public Layer layer() {
            return new MaxPool(3, Optional.of(2), 1);
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(8, 2));
        }

        @Override
        public List<Shape> refused() {
            return List.of(Shape.of(4, 4, 4, 4));
        }
    }

    @Nested
    class Average implements LayerContract {
        @Override
        public Layer layer() {
            return new AveragePool(2, Optional.empty());
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(7, 3), Shape.of(2, 1));
        }

        @Override
        public List<Shape> refused() {
            return List.of(Shape.of(1, 3), Shape.of(9));
        }
    }

    @Nested
    class AverageOverlapping implements LayerContract {
        @Override
        public Layer layer() {
            return new AveragePool(3, Optional.of(2), 1);
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(8, 2));
        }

        @Override
        public List<Shape> refused() {
            return List.of(Shape.of(4, 4, 4, 4));
        }
    }
}
