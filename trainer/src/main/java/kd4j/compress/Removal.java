package kd4j.compress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.Operation;
import kd4j.model.layer.Conv1d;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.Dense;

/**
 * A network without some of its channels: layers that make them have fewer kernels, layers that read them fewer inputs, and what lies
 * between goes along. It answers as the one before does with these channels set to 0.
 *
 * @param network the network before
 * @param channels its channels
 * @param removed numbers of those that go
 */
record Removal(Network network, Channels channels, Set<Integer> removed) {
    /** A new network, which the caller closes. */
    Network apply(long seed) {
        Blueprint before = network.blueprint();
        List<Blueprint.Node> nodes = before.nodes().stream()
                .map(n -> new Blueprint.Node(n.name(), narrowed(n), n.inputs()))
                .toList();
        Map<String, double[]> numbers = new HashMap<>();
        network.segments().forEach(s -> numbers.put(Rebuilt.key(s), kept(s)));
        return Rebuilt.of(network, new Blueprint(before.input(), nodes, before.ends()), numbers, seed);
    }

    private Operation narrowed(Blueprint.Node node) {
        int kept = kept(node.name()).length;
        Operation operation = node.operation();
        if (operation instanceof Dense dense) {
            return new Dense(kept, dense.bias());
        }
        if (operation instanceof Conv1d conv) {
            return new Conv1d(kept, conv.kernel(), conv.stride(), conv.padding(), conv.bias());
        }
        if (operation instanceof Conv2d conv && conv.groups() == 1) {
            return new Conv2d(
                    kept,
                    conv.kernel(),
                    conv.stride(),
                    conv.padding(),
                    conv.bias(),
                    1,
                    conv.kernelWidth(),
                    conv.paddingWidth());
        }
        return operation;
    }

    /** The places of a piece's channels that stay. */
    int[] kept(String piece) {
        int[] all = channels.at(piece);
        return IntStream.range(0, all.length)
                .filter(i -> !removed.contains(all[i]))
                .toArray();
    }

    private double[] kept(Network.Segment segment) {
        Blueprint.Node node = network.blueprint().nodes().stream()
                .filter(n -> n.name().equals(segment.node()))
                .findFirst()
                .orElseThrow();
        Shape shape = segment.parameter().shape();
        List<int[]> axes = new ArrayList<>();
        shape.sizes().forEach(size -> axes.add(IntStream.range(0, size).toArray()));
        if (shape.rank() == 1 || !(node.operation() instanceof Dense)) {
            // Other layers than those that channels go through have lost none.
            axes.set(0, shape.size(0) == channels.at(node.name()).length ? kept(node.name()) : axes.get(0));
        } else {
            axes.set(1, kept(node.name()));
        }
        if (shape.rank() > 1 && Channels.produces(node.operation())) {
            axes.set(
                    node.operation() instanceof Dense ? 0 : 1,
                    kept(node.inputs().get(0)));
        }
        return select(Weights.numbers(Weights.part(network.parameters(), segment)), shape, axes);
    }

    /** The numbers at these places of each axis, in {@code 'c'} order. */
    private static double[] select(double[] numbers, Shape shape, List<int[]> axes) {
        int[] places = {0};
        for (int axis = 0; axis < axes.size(); axis++) {
            int size = shape.size(axis);
            int[] kept = axes.get(axis);
            places = Arrays.stream(places)
                    .flatMap(before -> Arrays.stream(kept).map(k -> before * size + k))
                    .toArray();
        }
        return Arrays.stream(places).mapToDouble(place -> numbers[place]).toArray();
    }
}
