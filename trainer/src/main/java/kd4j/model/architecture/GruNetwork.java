package kd4j.model.architecture;

import java.util.List;
import kd4j.component.Component;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Architecture;
import kd4j.model.Blueprint;
import kd4j.model.layer.Dense;
import kd4j.model.layer.Gru;
import kd4j.model.layer.Returns;

/**
 * Gated recurrent units one above the other, for signals {@code [time, channels]}; the last state of the last of them goes into
 * a dense layer. Layers: {@code gru1}, {@code gru2} and so on, {@code logits}. All but the last of the former give a state for
 * each time. Source: Cho et al., arXiv 1406.1078.
 *
 * @param units size of the state of each layer
 */
@Component("gru")
public record GruNetwork(List<Integer> units) implements Architecture {
    public GruNetwork {
        units = List.copyOf(units);
        Require.that(
                !units.isEmpty() && units.stream().allMatch(u -> u > 0),
                "units",
                units,
                "a list of one or more integers >= 1");
    }

    @Override
    public Architecture scaled(double byWidth, double byDepth) {
        return new GruNetwork(Multiples.of(Multiples.stretched(units, byDepth), byWidth));
    }

    @Override
    public Blueprint blueprint(Shape input, int classes) {
        Blueprint.Builder plan = Blueprint.of(input);
        for (int i = 1; i <= units.size(); i++) {
            plan.then("gru" + i, new Gru(units.get(i - 1), i < units.size() ? Returns.SEQUENCE : Returns.LAST));
        }
        return plan.then(Blueprint.LOGITS, new Dense(classes, true)).build();
    }
}
