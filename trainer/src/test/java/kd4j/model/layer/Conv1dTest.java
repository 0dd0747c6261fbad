package kd4j.model.layer;

import java.util.List;
import java.util.Optional;
import kd4j.data.Shape;
import kd4j.model.Layer;
import org.junit.jupiter.api.Nested;

class Conv1dTest {
    @Nested
    class Usual implements LayerContract {
        @Override
        public Layer layer() {
            return new Conv1d(3, 3, 1, Optional.empty(), true);
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(6, 2), Shape.of(1, 1));
        }

        @Override
        public List<Shape> refused() {
            return List.of(Shape.of(9), Shape.of(3, 3, 1));
        }
    }

    @Nested
    class WithStride implements LayerContract {
        @Override
        public Layer layer() {
            return new Conv1d(4, 5, 2, Optional.of(1), false);
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(9, 3), Shape.of(4, 8));
        }

        @Override
        public List<Shape> refused() {
            return List.of(Shape.of(2, 3));
        }
    }

    @Nested
    class EvenKernel implements LayerContract {
        @Override
        public Layer layer() {
            return new Conv1d(2, 4, 3, Optional.of(0), true);
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(11, 2));
        }

        @Override
        public List<Shape> refused() {
            return List.of(Shape.of(3, 2));
        }
    }
}
