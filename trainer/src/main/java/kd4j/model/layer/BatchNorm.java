package kd4j.model.layer;

import java.util.List;
import java.util.Map;
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
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Brings each channel to mean 0 and variance 1, then scales and shifts it: {@code y = gamma * (x - mean) / sqrt(variance +
 * epsilon) + beta}. In training, mean and (biased) variance are those of the batch, over rows and pixels, and the running ones
 * move: {@code running = (1 - momentum) * running + momentum * batch}, with the unbiased variance, as in PyTorch. Otherwise
 * the running ones are used. Takes vectors and images. Source: Ioffe and Szegedy, arXiv 1502.03167.
 *
 * @param epsilon added to the variance so that the division is finite, > 0
 * @param momentum share of the batch in the running mean and variance, above 0 and at most 1 (DL4J's decay is 1 minus this)
 */
@Component("batch-norm")
public record BatchNorm(@Default("1e-5") double epsilon, @Default("0.1") double momentum) implements Layer {
    public BatchNorm {
        Require.positive("epsilon", epsilon);
        Require.that(momentum > 0 && momentum <= 1, "momentum", momentum, "a number above 0, at most 1");
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
                new Parameter("beta", channels, Role.BIAS, new Start.Constant(0)),
                new Parameter("mean", channels, Role.STATISTIC, new Start.Constant(0)),
                new Parameter("variance", channels, Role.STATISTIC, new Start.Constant(1)));
    }

    @Override
    public Computation computation(Shape input) {
        return new Normalization(epsilon, momentum);
    }

    private static final class Normalization implements Computation {
        private final double epsilon;
        private final double momentum;
        private INDArray mean;
        private INDArray inverseSd;

        Normalization(double epsilon, double momentum) {
            this.epsilon = epsilon;
            this.momentum = momentum;
        }

        @Override
        public INDArray forward(INDArray input, Map<String, INDArray> parameters, Pass pass) {
            mean = pass.allocate(input.size(input.rank() - 1));
            inverseSd = pass.allocate(mean.length());
            if (pass.training()) {
                pass.kernels().statistics(input, mean, inverseSd);
                double rows = (double) input.length() / mean.length();
                move(parameters.get("mean"), mean, 1);
                move(parameters.get("variance"), inverseSd, rows > 1 ? rows / (rows - 1) : 1);
            } else {
                mean.assign(parameters.get("mean"));
                inverseSd.assign(parameters.get("variance"));
            }
            Transforms.sqrt(inverseSd.addi(epsilon), false).rdivi(1);
            INDArray scale = parameters.get("gamma").mul(inverseSd);
            INDArray shift = parameters.get("beta").sub(mean.mul(scale));
            INDArray output = pass.allocate(input.shape());
            pass.kernels().scaleShift(input, scale, shift, output);
            return output;
        }

        private void move(INDArray running, INDArray batch, double factor) {
            running.muli(1 - momentum).addi(batch.mul(momentum * factor));
        }

        @Override
        public INDArray backward(
                INDArray input,
                INDArray output,
                INDArray outputGradient,
                Map<String, INDArray> parameters,
                Map<String, INDArray> gradients,
                Pass pass) {
            INDArray gradient = pass.inputGradient() ? pass.allocate(input.shape()) : null;
            pass.kernels()
                    .normalizeGradient(
                            input,
                            mean,
                            inverseSd,
                            parameters.get("gamma"),
                            outputGradient,
                            gradient,
                            gradients.get("gamma"),
                            gradients.get("beta"));
            return gradient;
        }
    }
}
