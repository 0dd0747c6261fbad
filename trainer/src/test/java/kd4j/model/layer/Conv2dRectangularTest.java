package kd4j.model.layer;

import java.util.List;
import java.util.Optional;
import kd4j.data.Shape;
import kd4j.model.Layer;
import org.junit.jupiter.api.Nested;

class Conv2dRectangularTest {
    @Nested
    class TallKernel implements LayerContract {
        @Override
        public Layer layer() {
            return new Conv2d(3, 5, 2, Optional.of(2), true, 1, Optional.of(2), Optional.of(1));
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(7, 5, 2));
        }

        @Override
        public List<Shape> refused() {
            return List.of(Shape.of(9));
        }
    }

    @Nested
    class WideKernel implements LayerContract {
        @Override
        public Layer layer() {
            return new Conv2d(2, 1, 1, Optional.empty(), false, 1, Optional.of(3), Optional.empty());
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(3, 4, 2));
        }

        @Override
        public List<Shape> refused() {
            return List.of(Shape.of(4, 5));
        }
    }
}
