package kd4j.model.layer;

import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import kd4j.model.Parameter;
import kd4j.model.Parameter.Role;
import kd4j.model.Parameter.Start;
import kd4j.model.kernel.Memo;
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
        return new Normalization(epsilon, momentum, false, new Memo());
    }

    @Override
    public Optional<Computation> rectified(Shape input) {
        return Optional.of(new Normalization(epsilon, momentum, true, new Memo()));
    }

    private record Normalization(double epsilon, double momentum, boolean relu, Memo memo) implements Computation {
        @Override
        public void forward(Pass pass) {
            if (pass.training()) {
                normalize(pass);
            } else {
                apply(pass);
            }
        }

        private void normalize(Pass pass) {
            INDArray input = pass.input();
            INDArray mean = mean(pass);
            INDArray variance = variance(pass);
            pass.kernels()
                    .normalize(
                            input,
                            pass.parameter("gamma"),
                            pass.parameter("beta"),
                            epsilon,
                            relu,
                            mean,
                            variance,
                            memo,
                            pass.output());
            double rows = (double) input.length() / mean.length();
            move(pass, "mean", mean, 1);
            move(pass, "variance", variance, rows > 1 ? rows / (rows - 1) : 1);
        }

        private void apply(Pass pass) {
            INDArray scale = Transforms.sqrt(pass.parameter("variance").add(epsilon), false)
                    .rdivi(1)
                    .muli(pass.parameter("gamma"));
            INDArray shift = pass.parameter("beta").sub(pass.parameter("mean").mul(scale));
            pass.kernels().scaleShift(pass.input(), scale, shift, relu, pass.output());
        }

        private static INDArray mean(Pass pass) {
            return pass.room("mean", pass.parameter("mean").length());
        }

        private static INDArray variance(Pass pass) {
            return pass.room("variance", pass.parameter("mean").length());
        }

        private void move(Pass pass, String running, INDArray batch, double factor) {
            pass.kernels().blend(1 - momentum, pass.parameter(running), momentum * factor, batch);
        }

        @Override
        public void backward(Pass pass) {
            pass.kernels()
                    .normalizeGradient(
                            pass.input(),
                            pass.parameter("gamma"),
                            pass.parameter("beta"),
                            epsilon,
                            relu,
                            mean(pass),
                            variance(pass),
                            memo,
                            pass.output(),
                            pass.outputGradient(),
                            pass.inputGradient(),
                            pass.gradient("gamma"),
                            pass.gradient("beta"));
        }
    }
}
