package kd4j.model.layer;

import java.util.List;
import kd4j.data.Shape;
import kd4j.model.Layer;
import kd4j.model.kernel.Function;
import org.junit.jupiter.api.Nested;

class FunctionsTest {
    @Nested
    class Relu implements LayerContract {
        @Override
        public Layer layer() {
            return new Activation(Function.RELU);
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(5), Shape.of(3, 2), Shape.of(2, 3, 4));
        }

        @Override
        public List<Shape> refused() {
            return List.of();
        }
    }

    @Nested
    class Relu6 implements LayerContract {
        @Override
        public Layer layer() {
            return new Activation(Function.RELU6);
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(5), Shape.of(3, 2), Shape.of(2, 3, 4));
        }

        @Override
        public List<Shape> refused() {
            return List.of();
        }
    }

    @Nested
    class LeakyRelu implements LayerContract {
        @Override
        public Layer layer() {
            return new Activation(Function.LEAKY_RELU);
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(5), Shape.of(3, 2), Shape.of(2, 3, 4));
        }

        @Override
        public List<Shape> refused() {
            return List.of();
        }
    }

    @Nested
    class Gelu implements LayerContract {
        @Override
        public Layer layer() {
            return new Activation(Function.GELU);
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(5), Shape.of(3, 2), Shape.of(2, 3, 4));
        }

        @Override
        public List<Shape> refused() {
            return List.of();
        }
    }

    @Nested
    class HardSwish implements LayerContract {
        @Override
        public Layer layer() {
            return new Activation(Function.HARD_SWISH);
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(5), Shape.of(3, 2), Shape.of(2, 3, 4));
        }

        @Override
        public List<Shape> refused() {
            return List.of();
        }
    }

    @Nested
    class Tanh implements LayerContract {
        @Override
        public Layer layer() {
            return new Activation(Function.TANH);
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(5), Shape.of(3, 2), Shape.of(2, 3, 4));
        }

        @Override
        public List<Shape> refused() {
            return List.of();
        }
    }

    @Nested
    class Sigmoid implements LayerContract {
        @Override
        public Layer layer() {
            return new Activation(Function.SIGMOID);
        }

        @Override
        public List<Shape> shapes() {
            return List.of(Shape.of(5), Shape.of(3, 2), Shape.of(2, 3, 4));
        }

        @Override
        public List<Shape> refused() {
            return List.of();
        }
    }
}
