package kd4j.model.layer;

import kd4j.component.Component;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Turns the channels at each place into shares that add up to 1: {@code y[c] = e^x[c] / sum over k of e^x[k]}. Takes any shape and
 * gives the same. Losses take logits, so a classifier does not end in it.
 */
@Component("softmax")
public record Softmax() implements Layer {
    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public Computation computation(Shape input) {
        return new Shares();
    }

    private record Shares() implements Computation {
        @Override
        public void forward(Pass pass) {
            pass.kernels().softmax(pass.input(), pass.output());
        }

        @Override
        public void backward(Pass pass) {
            INDArray gradient = pass.inputGradient();
            if (gradient != null) {
                pass.kernels().softmaxGradient(pass.output(), pass.outputGradient(), gradient);
            }
        }
    }
}
