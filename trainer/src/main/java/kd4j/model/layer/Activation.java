package kd4j.model.layer;

import java.util.Map;
import kd4j.component.Component;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import kd4j.model.kernel.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Applies a function to each number by itself: {@code y = f(x)}. Takes any shape and gives the same.
 *
 * @param function what is applied: relu is max(0, x), tanh lies between -1 and 1, sigmoid is 1 / (1 + exp(-x))
 */
@Component("activation")
public record Activation(Function function) implements Layer {
    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public Computation computation(Shape input) {
        return new Pointwise(function);
    }

    private record Pointwise(Function function) implements Computation {
        @Override
        public INDArray forward(INDArray input, Map<String, INDArray> parameters, Pass pass) {
            INDArray output = pass.allocate(input.shape());
            pass.kernels().apply(function, input, output);
            return output;
        }

        @Override
        public INDArray backward(
                INDArray input,
                INDArray output,
                INDArray outputGradient,
                Map<String, INDArray> parameters,
                Map<String, INDArray> gradients,
                Pass pass) {
            INDArray gradient = pass.allocate(input.shape());
            pass.kernels().applyGradient(function, output, outputGradient, gradient);
            return gradient;
        }
    }
}
