package kd4j.method.adapter;

import java.util.List;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Join;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Two images of one shape, each times its own map of weights: {@code a * w[..., 0] + b * w[..., 1]}. */
record Blend() implements Join {
    @Override
    public Shape output(List<Shape> inputs) {
        Shape image = inputs.get(0);
        Shape weights = Shape.of(image.size(0), image.size(1), 2);
        if (!inputs.equals(List.of(image, image, weights))) {
            throw new ShapeException("blend takes two images of one shape and %s weights".formatted(weights));
        }
        return image;
    }

    @Override
    public Computation computation(List<Shape> inputs) {
        return new Weighing();
    }

    private record Weighing() implements Computation {
        @Override
        public void forward(Pass pass) {
            INDArray second = pass.room("second", pass.output().shape());
            pass.input(0).mul(weights(pass.input(2), 0), pass.output());
            pass.input(1).mul(weights(pass.input(2), 1), second);
            pass.kernels().add(pass.output(), second, false, pass.output());
        }

        @Override
        public void backward(Pass pass) {
            INDArray gradient = pass.outputGradient();
            for (int i = 0; i < 2; i++) {
                if (pass.inputGradient(i) != null) {
                    gradient.mul(weights(pass.input(2), i), pass.inputGradient(i));
                }
            }
            INDArray ofWeights = pass.inputGradient(2);
            if (ofWeights != null) {
                for (int i = 0; i < 2; i++) {
                    weights(ofWeights, i).assign(gradient.mul(pass.input(i)).sum(true, 3));
                }
            }
        }

        private static INDArray weights(INDArray both, int index) {
            return both.get(
                    NDArrayIndex.all(),
                    NDArrayIndex.all(),
                    NDArrayIndex.all(),
                    NDArrayIndex.interval(index, index + 1));
        }
    }
}
