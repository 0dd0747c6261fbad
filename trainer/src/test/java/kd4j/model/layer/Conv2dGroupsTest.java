package kd4j.model.layer;

import java.util.List;
import java.util.Optional;
import kd4j.data.Shape;
import kd4j.model.Layer;
import org.junit.jupiter.api.Nested;

class Conv2dGroupsTest {
    @Nested
    class TwoGroups implements LayerContract {
        @Override
        public Layer layer() {
            return new Conv2d(6, 3, 1, Optional.empty(), true, 2);
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(4, 5, 4));
        }

        @Override
        public List<Shape> refused() {
            return List.of(Shape.of(4, 5, 3), Shape.of(6));
        }
    }

    @Nested
    class GroupsOfOne implements LayerContract {
        @Override
        public Layer layer() {
            return new Conv2d(8, 3, 2, Optional.empty(), false, 4);
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(5, 4, 4));
        }

        @Override
        public List<Shape> refused() {
            return List.of(Shape.of(5, 4, 6));
        }
    }
}
