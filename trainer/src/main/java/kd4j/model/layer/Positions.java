package kd4j.model.layer;

import java.util.List;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import kd4j.model.Parameter;
import kd4j.model.Parameter.Role;
import kd4j.model.Parameter.Start;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adds a vector of its own to each time of a sequence, so that what follows can tell the times apart: {@code y[t] = x[t] + p[t]}
 * with {@code x} and {@code p [time, channels]}. Learned positions start normal with standard deviation 0.02, as in Devlin et
 * al., arXiv 1810.04805. Sinusoidal ones are constants, {@code p[t][2i] = sin(t / 10000^(2i / channels))} and {@code p[t][2i + 1]}
 * the cosine of the same angle: Vaswani et al., arXiv 1706.03762.
 *
 * @param kind sinusoidal or learned
 */
@Component("positions")
public record Positions(@Default("sinusoidal") Kind kind) implements Layer {
    /** Where the vectors come from. */
    public enum Kind {
        /** Sines and cosines of many wavelengths. */
        SINUSOIDAL,
        /** Parameters. */
        LEARNED
    }

    @Override
    public Shape output(Shape input) {
        Sequences.check("positions", input);
        return input;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        return kind == Kind.LEARNED
                ? List.of(new Parameter("vectors", input, Role.BIAS, new Start.Normal(0.02)))
                : List.of();
    }

    /** The constants of sinusoidal positions, {@code [time, channels]} in {@code 'c'} order. */
    public static double[] sinusoids(Shape shape) {
        double[] values = new double[shape.values()];
        for (int i = 0; i < values.length; i++) {
            int channel = i % shape.channels();
            double angle = i / shape.channels() / Math.pow(10_000, (channel - channel % 2) / (double) shape.channels());
            values[i] = channel % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
        }
        return values;
    }

    @Override
    public Computation computation(Shape input) {
        return new Shift(kind, input);
    }

    private static final class Shift implements Computation {
        private final Kind kind;
        private final Shape shape;
        private final double[] constants;

        Shift(Kind kind, Shape shape) {
            this.kind = kind;
            this.shape = shape;
            this.constants = kind == Kind.SINUSOIDAL ? sinusoids(shape) : new double[0];
        }

        @Override
        public void forward(Pass pass) {
            pass.output().assign(pass.input());
            pass.kernels().addBias(flat(pass.output()), vectors(pass));
        }

        private INDArray vectors(Pass pass) {
            return kind == Kind.LEARNED
                    ? pass.parameter("vectors").reshape('c', new long[] {shape.values()})
                    : Nd4j.createFromArray(constants).castTo(pass.output().dataType());
        }

        @Override
        public void backward(Pass pass) {
            if (kind == Kind.LEARNED) {
                INDArray gradient = pass.gradient("vectors").reshape('c', new long[] {shape.values()});
                pass.kernels().channelSums(flat(pass.outputGradient()), gradient);
            }
            pass.passGradient(0);
        }

        private INDArray flat(INDArray values) {
            return values.reshape('c', values.size(0), shape.values());
        }
    }
}
