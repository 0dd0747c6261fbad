package kd4j.model.layer;

import java.util.List;
import java.util.Optional;
import kd4j.data.Shape;
import kd4j.model.Layer;
import org.junit.jupiter.api.Nested;

class DepthwiseConv2dTest {
    @Nested
    class Usual implements LayerContract {
        @Override
        public Layer layer() {
            return new DepthwiseConv2d(3, 1, Optional.empty(), true);
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(5, 4, 3), Shape.of(3, 3, 8));
        }

        @Override
        public List<Shape> refused() {
            return List.of(Shape.of(9), Shape.of(5, 3));
        }
    }

    @Nested
    class WithStride implements LayerContract {
        @Override
        public Layer layer() {
            return new DepthwiseConv2d(3, 2, Optional.of(1), false);
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(5, 6, 4), Shape.of(4, 4, 1));
        }

        @Override
        public List<Shape> refused() {
            return List.of(Shape.of(9));
        }
    }

    @Nested
    class LargeKernel implements LayerContract {
        @Override
        public Layer layer() {
            return new DepthwiseConv2d(5, 1, Optional.of(0), true);
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(6, 5, 2));
        }

        @Override
        public List<Shape> refused() {
            return List.of(Shape.of(4, 9, 2));
        }
    }
}
