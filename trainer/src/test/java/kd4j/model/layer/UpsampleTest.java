package kd4j.model.layer;

import java.util.List;
import kd4j.data.Shape;
import kd4j.model.Layer;
import org.junit.jupiter.api.Nested;

class UpsampleTest {
    @Nested
    class Twice implements LayerContract {
        @Override
        public Layer layer() {
            return new Upsample(2);
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(3, 2, 2), Shape.of(4, 3));
        }

        @Override
        public List<Shape> refused() {
            return List.of(Shape.of(5), Shape.of(2, 2, 2, 2));
        }
    }

    @Nested
    class ThreeTimes implements LayerContract {
        @Override
        public Layer layer() {
            return new Upsample(3);
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(2, 3, 1), Shape.of(2, 1));
        }

        @Override
        public List<Shape> refused() {
            return List.of(Shape.of(5));
        }
    }
}
