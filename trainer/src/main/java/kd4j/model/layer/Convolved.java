package kd4j.model.layer;

import java.util.ArrayList;
import java.util.List;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Parameter;
import kd4j.model.Parameter.Role;
import kd4j.model.Parameter.Start;

/** What convolutions learn. */
final class Convolved {
    private Convolved() {}

    /**
     * Weights {@code [channels, in / groups, ...kernel]} as in {@link Start#he}, and biases.
     *
     * @param in number of channels that come in
     * @param kernel its sizes
     */
    static List<Parameter> parameters(int channels, int in, int groups, List<Integer> kernel, boolean bias) {
        List<Integer> sizes = new ArrayList<>(List.of(channels, in / groups));
        sizes.addAll(kernel);
        Shape weight = new Shape(sizes);
        Start start = Start.he((long) weight.values() / channels);
        List<Parameter> all = new ArrayList<>(List.of(new Parameter("weight", weight, Role.WEIGHT, start)));
        if (bias) {
            all.add(new Parameter("bias", Shape.of(channels), Role.BIAS, new Start.Constant(0)));
        }
        return all;
    }

    static void checkGroups(String layer, Shape input, int groups) {
        if (input.channels() % groups != 0) {
            throw new ShapeException("%s cuts the channels into %d groups, which %s with its %d channels does not allow"
                    .formatted(layer, groups, input, input.channels()));
        }
    }
}
