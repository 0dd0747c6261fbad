package kd4j.model.architecture;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kd4j.component.Component;
import kd4j.component.Components;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Architecture;
import kd4j.model.Blueprint;
import kd4j.model.Layer;
import kd4j.model.layer.Dense;

/**
 * Any layers in a row, with a dense layer {@code logits} of one unit a class added behind the last. A layer is named after its
 * type and its number among the layers of that type ({@code conv2d-1}, {@code batch-norm-1}, {@code conv2d-2}) unless it is
 * given a name.
 *
 * @param layers the layers before the logits, in the order in which data passes them
 * @param names own names for layers, each with the layer's position from 1, as in {hint: 5}
 */
@Component("layers")
public record Layers(List<Layer> layers, @Default("{}") Map<String, Integer> names) implements Architecture {
    public Layers {
        layers = List.copyOf(layers);
        names = Map.copyOf(names);
        int last = layers.size();
        Require.that(
                names.values().stream().allMatch(p -> p >= 1 && p <= last)
                        && names.values().stream().distinct().count() == names.size(),
                "names",
                names,
                "names with different positions from 1 to " + last);
    }

    @Override
    public Blueprint blueprint(Shape input, int classes) {
        Map<Integer, String> given = new HashMap<>();
        names.forEach((name, position) -> given.put(position, name));
        Map<String, Integer> counts = new HashMap<>();
        Blueprint.Builder plan = Blueprint.of(input);
        for (int i = 0; i < layers.size(); i++) {
            String type = type(layers.get(i));
            String usual = type + "-" + counts.merge(type, 1, Integer::sum);
            plan.then(given.getOrDefault(i + 1, usual), layers.get(i));
        }
        return plan.then(Blueprint.LOGITS, new Dense(classes, true)).build();
    }

    private static String type(Layer layer) {
        return Components.describedBy(layer.getClass()).name();
    }
}
