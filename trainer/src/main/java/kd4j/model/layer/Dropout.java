package kd4j.model.layer;

import kd4j.component.Component;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * In training, sets each number to 0 with probability {@code rate} and divides the others by {@code 1 - rate}, so that the mean
 * stays; otherwise passes everything on. Takes any shape. Which numbers are dropped follows from the step's seed alone. Source:
 * Srivastava et al., Journal of Machine Learning Research 15, 2014; the division in training is the "inverted" form.
 *
 * @param rate share of the numbers that are dropped, from 0 to below 1
 */
@Component("dropout")
public record Dropout(double rate) implements Layer {
    public Dropout {
        Require.fraction("rate", rate);
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public Computation computation(Shape input) {
        return new Dropping(rate);
    }

    private record Dropping(double rate) implements Computation {
        @Override
        public void forward(Pass pass) {
            if (pass.training()) {
                INDArray mask = mask(pass);
                pass.kernels().dropoutMask(pass.seed(), rate, mask);
                pass.kernels().times(pass.input(), mask, pass.output());
            } else {
                pass.output().assign(pass.input());
            }
        }

        @Override
        public void backward(Pass pass) {
            INDArray gradient = pass.inputGradient();
            if (gradient != null) {
                pass.kernels().times(pass.outputGradient(), mask(pass), gradient);
            }
        }

        private static INDArray mask(Pass pass) {
            return pass.room("mask", pass.input().shape());
        }
    }
}
