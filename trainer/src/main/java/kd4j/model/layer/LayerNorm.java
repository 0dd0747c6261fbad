package kd4j.model.layer;

import java.util.List;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import kd4j.model.Parameter;
import kd4j.model.Parameter.Role;
import kd4j.model.Parameter.Start;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastSubOp;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Brings the channels at each place to mean 0 and variance 1, then scales and shifts each channel: {@code y = gamma * (x - mean)
 * / sqrt(variance + epsilon) + beta}, mean and (biased) variance over the last axis. Rows don't see each other, so training and
 * answering are the same. Takes any shape and gives the same; {@code gamma} and {@code beta} are {@code [channels]}. Source: Ba,
 * Kiros and Hinton, arXiv 1607.06450.
 *
 * @param epsilon added to the variance so that the division is finite, > 0
 */
@Component("layer-norm")
public record LayerNorm(@Default("1e-5") double epsilon) implements Layer {
    public LayerNorm {
        Require.positive("epsilon", epsilon);
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        Shape channels = Shape.of(input.channels());
        return List.of(
                new Parameter("gamma", channels, Role.SCALE, new Start.Constant(1)),
                new Parameter("beta", channels, Role.BIAS, new Start.Constant(0)));
    }

    @Override
    public Computation computation(Shape input) {
        return new Normalization(epsilon, input.channels());
    }

    private record Normalization(double epsilon, int channels) implements Computation {
        @Override
        public void forward(Pass pass) {
            INDArray input = rows(pass.input());
            INDArray normal = normal(pass, input.size(0));
            INDArray inverse = inverse(pass, input.size(0));
            minus(input, input.mean(1), normal);
            inverse.assign(variance(pass, normal).addi(epsilon));
            Nd4j.getExecutioner().exec(new Sqrt(inverse, inverse));
            inverse.rdivi(1);
            times(normal, inverse, normal);
            pass.kernels()
                    .scaleShift(normal, pass.parameter("gamma"), pass.parameter("beta"), false, rows(pass.output()));
        }

        private static INDArray variance(Pass pass, INDArray centred) {
            INDArray squares = pass.room("work", centred.shape());
            pass.kernels().times(centred, centred, squares);
            return squares.mean(1);
        }

        private INDArray normal(Pass pass, long rows) {
            return pass.room("normal", rows, channels);
        }

        private static INDArray inverse(Pass pass, long rows) {
            return pass.room("inverse", rows);
        }

        @Override
        public void backward(Pass pass) {
            INDArray error = rows(pass.outputGradient());
            INDArray normal = normal(pass, error.size(0));
            INDArray work = pass.room("work", normal.shape());
            pass.kernels().times(normal, error, work);
            pass.kernels().channelSums(work, pass.gradient("gamma"));
            pass.kernels().channelSums(error, pass.gradient("beta"));
            if (pass.inputGradient() != null) {
                inputGradient(pass, normal, work, rows(pass.inputGradient()));
            }
        }

        /** {@code dx = inverse * (g - mean(g) - normal * mean(g * normal))} with {@code g = dy * gamma}. */
        private static void inputGradient(Pass pass, INDArray normal, INDArray work, INDArray gradient) {
            INDArray gamma = pass.parameter("gamma");
            scale(work, gamma, work);
            INDArray share = work.mean(1);
            times(normal, share, work);
            scale(pass.outputGradient().reshape('c', gradient.shape()), gamma, gradient);
            INDArray mean = gradient.mean(1);
            minus(gradient, mean, gradient);
            gradient.subi(work);
            times(gradient, inverse(pass, gradient.size(0)), gradient);
        }

        private INDArray rows(INDArray values) {
            return values.reshape('c', values.length() / channels, channels);
        }

        private static void minus(INDArray rows, INDArray each, INDArray result) {
            Nd4j.getExecutioner().exec(new BroadcastSubOp(rows, each, result, 0));
        }

        private static void times(INDArray rows, INDArray each, INDArray result) {
            Nd4j.getExecutioner().exec(new BroadcastMulOp(rows, each, result, 0));
        }

        private static void scale(INDArray rows, INDArray channels, INDArray result) {
            Nd4j.getExecutioner().exec(new BroadcastMulOp(rows, channels, result, 1));
        }
    }
}
