package kd4j.model.layer;

import java.util.List;
import kd4j.component.Component;
import kd4j.component.Require;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import kd4j.model.Parameter;
import kd4j.model.Parameter.Role;
import kd4j.model.Parameter.Start;

/**
 * Self-attention: each time of a sequence gathers from all times what fits it. {@code x Win + bin} is cut into queries, keys and
 * values, each of these into heads of {@code d = channels / heads}; a head gives {@code softmax(Q K^T / sqrt(d)) V}; all heads
 * side by side go through {@code Wout} and {@code bout}. Every time sees every other one. Takes {@code [time, channels]} and
 * gives the same.
 *
 * <p>Parameters: {@code in-weight [channels, 3 channels]} and {@code in-bias [3 channels]} with queries, keys, values in this
 * order, {@code out-weight [channels, channels]} and {@code out-bias [channels]}; as in PyTorch's MultiheadAttention, its
 * weights transposed. Weights start uniform up to {@code sqrt(6 / (in + out))} of their own sizes, biases at 0. Source: Vaswani
 * et al., arXiv 1706.03762.
 *
 * @param heads number of heads, a divisor of the channels
 */
@Component("multi-head-attention")
public record MultiHeadAttention(int heads) implements Layer {
    public MultiHeadAttention {
        Require.positive("heads", heads);
    }

    @Override
    public Shape output(Shape input) {
        Sequences.check("multi-head-attention", input);
        if (input.channels() % heads != 0) {
            throw new ShapeException("multi-head-attention cuts the channels into %d equal heads; %s has %d channels"
                    .formatted(heads, input, input.channels()));
        }
        return input;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        int channels = input.channels();
        return List.of(
                weight("in-weight", channels, 3 * channels),
                bias("in-bias", 3 * channels),
                weight("out-weight", channels, channels),
                bias("out-bias", channels));
    }

    private static Parameter weight(String name, int in, int out) {
        return new Parameter(
                name, Shape.of(in, out), Role.WEIGHT, new Start.Uniform(Math.sqrt(6.0 / ((double) in + out))));
    }

    private static Parameter bias(String name, int size) {
        return new Parameter(name, Shape.of(size), Role.BIAS, new Start.Constant(0));
    }

    /** Projections to queries, keys, values and back, and two products of all times with all times. */
    @Override
    public long macs(Shape input) {
        long time = input.size(0);
        long channels = input.channels();
        return 4 * time * channels * channels + 2 * time * time * channels;
    }

    @Override
    public Computation computation(Shape input) {
        return new Attention(input.size(0), input.channels(), heads);
    }
}
