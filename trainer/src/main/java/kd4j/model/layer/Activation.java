package kd4j.model.layer;

import kd4j.component.Component;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import kd4j.model.kernel.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Applies a function to each number by itself: {@code y = f(x)}. Takes any shape and gives the same.
 *
 * @param function what is applied: relu is max(0, x); relu6 is the smaller of that and 6; leaky-relu is x, or 0.01 x where that is
 *     negative; gelu is x times the share of a standard normal distribution below x; hard-swish is x relu6(x + 3) / 6; tanh lies
 *     between -1 and 1; sigmoid is 1 / (1 + exp(-x))
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

    @Override
    public boolean rectifies() {
        return function == Function.RELU;
    }

    private record Pointwise(Function function) implements Computation {
        @Override
        public void forward(Pass pass) {
            pass.kernels().apply(function, pass.input(), pass.output());
        }

        @Override
        public void backward(Pass pass) {
            INDArray gradient = pass.inputGradient();
            if (gradient != null) {
                pass.kernels().applyGradient(function, pass.input(), pass.output(), pass.outputGradient(), gradient);
            }
        }
    }
}
