package kd4j.model.layer;

import java.util.Map;
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

    private static final class Dropping implements Computation {
        private final double rate;
        private INDArray mask;

        Dropping(double rate) {
            this.rate = rate;
        }

        @Override
        public INDArray forward(INDArray input, Map<String, INDArray> parameters, Pass pass) {
            if (!pass.training() || rate == 0) {
                return input;
            }
            mask = pass.allocate(input.shape());
            pass.kernels().dropoutMask(pass.seed(), rate, mask);
            INDArray output = pass.allocate(input.shape());
            pass.kernels().times(input, mask, output);
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
            if (rate == 0) {
                return outputGradient;
            }
            INDArray gradient = pass.allocate(input.shape());
            pass.kernels().times(outputGradient, mask, gradient);
            mask = null;
            return gradient;
        }
    }
}
