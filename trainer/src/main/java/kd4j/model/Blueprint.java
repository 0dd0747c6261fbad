package kd4j.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kd4j.component.ShapeException;
import kd4j.data.Shape;

/**
 * A network's plan: named layers in a row, each fed by the one before it. Checked as it is made, so a plan that exists can be
 * built.
 *
 * @param input shape of a sample
 * @param nodes the layers, in the order in which data passes them
 */
public record Blueprint(Shape input, List<Node> nodes) {
    /** The name of the last layer. */
    public static final String LOGITS = "logits";

    /**
     * A layer with its name.
     *
     * @param name unique in the network; the name of its tap
     * @param layer the layer
     */
    public record Node(String name, Layer layer) {}

    /** What the samples are called, so that no layer can be. */
    public static final String INPUT = "input";

    public Blueprint {
        nodes = List.copyOf(nodes);
        if (nodes.stream().anyMatch(n -> n.name().equals(INPUT))) {
            throw new ShapeException("a layer is named '" + INPUT + "', which is the name of the samples");
        }
        if (nodes.isEmpty() || !nodes.get(nodes.size() - 1).name().equals(LOGITS)) {
            throw new ShapeException("a network ends in a layer named '" + LOGITS + "'; layers given: "
                    + nodes.stream().map(Node::name).toList());
        }
        Map<String, Shape> seen = new LinkedHashMap<>();
        Shape shape = input;
        for (Node node : nodes) {
            shape = outputOf(node, shape);
            if (seen.put(node.name(), shape) != null) {
                throw new ShapeException("two layers are named '" + node.name() + "'");
            }
        }
        if (shape.rank() != 1) {
            throw new ShapeException(
                    "the logits are a vector of one score a class, but layer '" + LOGITS + "' gives " + shape);
        }
    }

    private static Shape outputOf(Node node, Shape input) {
        try {
            return node.layer().output(input);
        } catch (ShapeException e) {
            throw new ShapeException("layer '%s' gets %s: %s".formatted(node.name(), input, e.getMessage()));
        }
    }

    /** Number of classes. */
    public int classes() {
        return shapes().get(LOGITS).channels();
    }

    /** The shape that each layer gives, by name, in order. */
    public Map<String, Shape> shapes() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        Shape shape = input;
        for (Node node : nodes) {
            shape = node.layer().output(shape);
            shapes.put(node.name(), shape);
        }
        return shapes;
    }

    /** The shape that each layer gets, by name, in order. */
    public Map<String, Shape> inputs() {
        Map<String, Shape> inputs = new LinkedHashMap<>();
        Shape shape = input;
        for (Node node : nodes) {
            inputs.put(node.name(), shape);
            shape = node.layer().output(shape);
        }
        return inputs;
    }

    /** Trained numbers; running statistics are not counted. */
    public long parameters() {
        Map<String, Shape> inputs = inputs();
        return nodes.stream()
                .flatMap(n -> n.layer().parameters(inputs.get(n.name())).stream())
                .filter(p -> p.role() != Parameter.Role.STATISTIC)
                .mapToLong(p -> p.shape().values())
                .sum();
    }

    /** Multiply-accumulate operations for one sample. */
    public long macs() {
        Map<String, Shape> inputs = inputs();
        return nodes.stream()
                .mapToLong(n -> n.layer().macs(inputs.get(n.name())))
                .sum();
    }

    /** Starts a plan. */
    public static Builder of(Shape input) {
        return new Builder(input);
    }

    /** Collects layers. */
    public static final class Builder {
        private final Shape input;
        private final List<Node> nodes = new ArrayList<>();

        private Builder(Shape input) {
            this.input = input;
        }

        /** Adds a layer behind the last one. */
        public Builder then(String name, Layer layer) {
            nodes.add(new Node(name, layer));
            return this;
        }

        public Blueprint build() {
            return new Blueprint(input, nodes);
        }
    }
}
