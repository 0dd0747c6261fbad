package kd4j.model.dl4j.convert;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Blueprint.Node;
import kd4j.model.Network;
import kd4j.model.Operation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network in the making: its pieces and the numbers of its parameters. */
final class Draft {
    private record Value(String node, String parameter, INDArray numbers) {}

    private final List<Node> nodes = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();
    private final Set<String> taken = new HashSet<>(Set.of(Blueprint.INPUT, Blueprint.LOGITS));

    /** Adds a piece that goes through the numbers of its input one by one or channel by channel. */
    Flow through(String name, Operation operation, Flow input) {
        String free = add(name, operation, List.of(input));
        return input.through(free, output(free, operation, List.of(input)));
    }

    /** Adds a piece that gives a new vector. */
    Flow vector(String name, Operation operation, Flow input) {
        String free = add(name, operation, List.of(input));
        return input.vector(free, output(free, operation, List.of(input)));
    }

    /** Adds a piece that lays its input out as a vector. */
    Flow flat(String name, Operation operation, Flow input) {
        String free = add(name, operation, List.of(input));
        return input.flat(free, output(free, operation, List.of(input)));
    }

    /** Adds a join, whose numbers lie in this order. */
    Flow join(String name, Operation operation, List<Flow> inputs, List<Integer> order) {
        String free = add(name, operation, inputs);
        return new Flow(free, output(free, operation, inputs), inputs.get(0).channelsLast(), order);
    }

    private String add(String wanted, Operation operation, List<Flow> inputs) {
        String name = Stream.iterate(0, n -> n + 1)
                .map(n -> n == 0 ? wanted : wanted + "-" + n)
                .filter(taken::add)
                .findFirst()
                .orElseThrow();
        nodes.add(new Node(name, operation, inputs.stream().map(Flow::name).toList()));
        return name;
    }

    private static Shape output(String name, Operation operation, List<Flow> inputs) {
        List<Shape> shapes = inputs.stream().map(Flow::shape).toList();
        try {
            return operation.output(shapes);
        } catch (ShapeException e) {
            throw new ShapeException("layer '%s' gets %s: %s".formatted(name, shapes, e.getMessage()));
        }
    }

    /** Sets a parameter of a piece. */
    void value(Flow piece, String parameter, INDArray numbers) {
        values.add(new Value(piece.name(), parameter, numbers));
    }

    /** The network, which ends in this piece. */
    Network network(Shape input, Flow end, DataType type) {
        List<Node> renamed = nodes.stream().map(n -> renamed(n, end.name())).toList();
        Network network = Network.create(new Blueprint(input, renamed), 0, type);
        for (Value value : values) {
            INDArray own = network.parameter(name(value.node(), end.name()), value.parameter());
            own.assign(value.numbers().reshape('c', own.shape()));
        }
        return network;
    }

    private static Node renamed(Node node, String last) {
        return new Node(
                name(node.name(), last),
                node.operation(),
                node.inputs().stream().map(i -> name(i, last)).toList());
    }

    private static String name(String node, String last) {
        return node.equals(last) ? Blueprint.LOGITS : node;
    }
}
