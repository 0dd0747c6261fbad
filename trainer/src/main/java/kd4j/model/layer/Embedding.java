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
 * Gives each entry of a vocabulary a vector of its own: {@code y[t] = W[x[t]]} with {@code W [vocabulary, size]}. Takes {@code
 * [time]}, whole numbers from 0 to below the vocabulary's size, and gives {@code [time, size]}. Vectors start normal with mean 0
 * and standard deviation 1. Numbers have no slope, so what lies before this layer learns nothing through it. Source: Bengio et
 * al., Journal of Machine Learning Research 3, 2003.
 *
 * @param vocabulary number of entries
 * @param size length of a vector
 */
@Component("embedding")
public record Embedding(int vocabulary, int size) implements Layer {
    public Embedding {
        Require.positive("vocabulary", vocabulary);
        Require.positive("size", size);
    }

    @Override
    public Shape output(Shape input) {
        if (input.rank() != 1) {
            throw new ShapeException(
                    "embedding takes sequences of whole numbers [time], one for each time, given %s".formatted(input));
        }
        return Shape.of(input.size(0), size);
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        return List.of(new Parameter("weight", Shape.of(vocabulary, size), Role.WEIGHT, new Start.Normal(1)));
    }

    @Override
    public Computation computation(Shape input) {
        return new Lookup(vocabulary, size);
    }
}
