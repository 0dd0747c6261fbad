package kd4j.model.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import kd4j.model.Parameter;
import kd4j.model.Parameter.Role;
import kd4j.model.Parameter.Start;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Every output is a weighted sum of all inputs: {@code y = x W + b} with {@code x [in]}, {@code W [in, units]} and {@code b
 * [units]}. On sequences {@code [time, in]} each time by itself, with the same weights. Weights start as in {@link Start#he},
 * biases at 0.
 *
 * @param units number of outputs
 * @param bias whether a constant is added to each output
 */
@Component("dense")
public record Dense(int units, @Default("true") boolean bias) implements Layer {
    public Dense {
        Require.positive("units", units);
    }

    @Override
    public Shape output(Shape input) {
        if (input.rank() > 2) {
            throw new ShapeException(
                    "dense takes vectors and sequences, given %s; put a layer 'flatten' or 'global-average-pool' before it"
                            .formatted(input));
        }
        return input.rank() == 1 ? Shape.of(units) : Shape.of(input.size(0), units);
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        List<Parameter> all = new ArrayList<>();
        all.add(new Parameter("weight", Shape.of(input.channels(), units), Role.WEIGHT, Start.he(input.channels())));
        if (bias) {
            all.add(new Parameter("bias", Shape.of(units), Role.BIAS, new Start.Constant(0)));
        }
        return all;
    }

    @Override
    public long macs(Shape input) {
        return (long) input.values() * units;
    }

    @Override
    public Computation computation(Shape input) {
        return new WeightedSum(false);
    }

    @Override
    public Optional<Computation> rectified(Shape input) {
        return Optional.of(new WeightedSum(true));
    }

    private record WeightedSum(boolean relu) implements Computation {
        @Override
        public void forward(Pass pass) {
            pass.kernels()
                    .affine(
                            rows(pass.input()),
                            pass.parameter("weight"),
                            pass.parameter("bias"),
                            relu,
                            rows(pass.output()));
        }

        @Override
        public void backward(Pass pass) {
            if (relu) {
                pass.rectify();
            }
            pass.kernels()
                    .affineGradient(
                            rows(pass.input()),
                            pass.parameter("weight"),
                            rows(pass.outputGradient()),
                            rows(pass.inputGradient()),
                            pass.gradient("weight"),
                            pass.gradient("bias"));
        }

        /** One row for each time. */
        private static INDArray rows(INDArray values) {
            return values == null || values.rank() == 2
                    ? values
                    : values.reshape('c', values.size(0) * values.size(1), values.size(2));
        }
    }
}
