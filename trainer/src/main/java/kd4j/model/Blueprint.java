package kd4j.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kd4j.component.ShapeException;
import kd4j.data.Shape;

/**
 * A network's plan: named pieces, each fed by pieces before it or by the samples. Checked as it is made, so a plan that exists
 * can be built.
 *
 * @param input shape of a sample
 * @param nodes the pieces, each behind those that feed it; the last one is named {@link #LOGITS}
 * @param ends pieces that give what the network is for: {@link #LOGITS} alone, or others in a network that works inside of an
 *     objective, which tells no classes apart
 */
public record Blueprint(Shape input, List<Node> nodes, List<String> ends) {
    /** The name of the last piece. */
    public static final String LOGITS = "logits";

    /** What the samples are called, so that no piece can be. */
    public static final String INPUT = "input";

    /**
     * A piece with its name.
     *
     * @param name unique in the network; the name of its tap
     * @param operation what it does
     * @param inputs names of what feeds it, {@link #INPUT} for the samples
     */
    public record Node(String name, Operation operation, List<String> inputs) {
        public Node {
            inputs = List.copyOf(inputs);
            boolean fed = operation instanceof Source == inputs.isEmpty();
            if (!fed || (operation instanceof Layer && inputs.size() != 1)) {
                throw new ShapeException(
                        "layer '%s' is fed by %s; a layer has one input, a join one or more".formatted(name, inputs));
            }
        }
    }

    public Blueprint {
        nodes = List.copyOf(nodes);
        ends = List.copyOf(ends);
        if (nodes.stream().anyMatch(n -> n.name().equals(INPUT))) {
            throw new ShapeException("a layer is named '" + INPUT + "', which is the name of the samples");
        }
        Map<String, Shape> shapes = shapes(input, nodes);
        if (ends.equals(List.of(LOGITS))) {
            checkLogits(nodes, shapes);
        }
        checkUsed(nodes, ends);
    }

    /** A network that tells classes apart. */
    public Blueprint(Shape input, List<Node> nodes) {
        this(input, nodes, List.of(LOGITS));
    }

    private static void checkLogits(List<Node> nodes, Map<String, Shape> shapes) {
        if (nodes.isEmpty() || !nodes.get(nodes.size() - 1).name().equals(LOGITS)) {
            throw new ShapeException("a network ends in a layer named '" + LOGITS + "'; layers given: "
                    + nodes.stream().map(Node::name).toList());
        }
        Shape last = shapes.get(LOGITS);
        if (last.rank() != 1) {
            throw new ShapeException(
                    "the logits are a vector of one score a class, but layer '" + LOGITS + "' gives " + last);
        }
    }

    private static Map<String, Shape> shapes(Shape input, List<Node> nodes) {
        Map<String, Shape> shapes = new LinkedHashMap<>(Map.of(INPUT, input));
        for (Node node : nodes) {
            if (!shapes.keySet().containsAll(node.inputs())) {
                throw new ShapeException("layer '%s' is fed by %s, but before it there are only %s"
                        .formatted(node.name(), node.inputs(), shapes.keySet()));
            }
            Shape shape = output(node, node.inputs().stream().map(shapes::get).toList());
            if (shapes.put(node.name(), shape) != null) {
                throw new ShapeException("two layers are named '" + node.name() + "'");
            }
        }
        return shapes;
    }

    private static Shape output(Node node, List<Shape> inputs) {
        try {
            return node.operation().output(inputs);
        } catch (ShapeException e) {
            String given = inputs.stream().map(Shape::toString).collect(Collectors.joining(" and "));
            throw new ShapeException("layer '%s' gets %s: %s".formatted(node.name(), given, e.getMessage()));
        }
    }

    private static void checkUsed(List<Node> nodes, List<String> ends) {
        Set<String> unused = new TreeSet<>();
        nodes.forEach(n -> unused.add(n.name()));
        nodes.forEach(n -> unused.removeAll(n.inputs()));
        unused.removeAll(ends);
        if (!unused.isEmpty()) {
            throw new ShapeException("nothing uses what %s give; a network has one end, '%s'"
                    .formatted(unused, String.join("', '", ends)));
        }
    }

    /** A piece and all that it depends on, the samples included; none where there is no such piece. */
    public Set<String> needed(String piece) {
        Set<String> needed = new TreeSet<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (node.name().equals(piece) || needed.contains(node.name())) {
                needed.add(node.name());
                needed.addAll(node.inputs());
            }
        }
        return needed;
    }

    /** Number of classes; 0 for a network that tells none apart. */
    public int classes() {
        return ends.contains(LOGITS) ? shapes().get(LOGITS).channels() : 0;
    }

    /** The shape that each piece gives, by name, in order. */
    public Map<String, Shape> shapes() {
        Map<String, Shape> shapes = shapes(input, nodes);
        shapes.remove(INPUT);
        return shapes;
    }

    /** The shapes that each piece gets, by name, in order. */
    public Map<String, List<Shape>> inputs() {
        Map<String, Shape> shapes = shapes(input, nodes);
        Map<String, List<Shape>> inputs = new LinkedHashMap<>();
        nodes.forEach(
                n -> inputs.put(n.name(), n.inputs().stream().map(shapes::get).toList()));
        return inputs;
    }

    /** Trained numbers; running statistics are not counted. */
    public long parameters() {
        Map<String, List<Shape>> inputs = inputs();
        return nodes.stream()
                .flatMap(n -> n.operation().parameters(inputs.get(n.name())).stream())
                .filter(p -> p.role() != Parameter.Role.STATISTIC)
                .mapToLong(p -> p.shape().values())
                .sum();
    }

    /** Multiply-accumulate operations for one sample. */
    public long macs() {
        Map<String, List<Shape>> inputs = inputs();
        return nodes.stream()
                .mapToLong(n -> n.operation().macs(inputs.get(n.name())))
                .sum();
    }

    /**
     * The work for one sample, in multiply-adds: {@link #macs}, and 64 for each number that a piece hands on. Moving numbers takes
     * most of the time of small convolutional networks, whose multiply-adds alone would make them look as small as a perceptron of
     * a tenth of their time. The 64 puts both kinds in the order of their measured step times.
     */
    public long work() {
        Map<String, Shape> shapes = shapes();
        long numbers = nodes.stream()
                .filter(n -> !n.operation().reshapes())
                .mapToLong(n -> shapes.get(n.name()).values())
                .sum();
        return macs() + 64 * numbers;
    }

    /** Starts a plan. */
    public static Builder of(Shape input) {
        return new Builder(input);
    }

    /** Collects pieces. */
    public static final class Builder {
        private final Shape input;
        private final List<Node> nodes = new ArrayList<>();

        private Builder(Shape input) {
            this.input = input;
        }

        /** Adds a layer behind the piece that was added last, or behind the samples. */
        public Builder then(String name, Layer layer) {
            return add(name, layer, last());
        }

        /** Adds a piece behind those of these names. */
        public Builder add(String name, Operation operation, String... inputs) {
            nodes.add(new Node(name, operation, List.of(inputs)));
            return this;
        }

        /** The name of the piece that was added last; {@link #INPUT} before there is any. */
        public String last() {
            return nodes.isEmpty() ? INPUT : nodes.get(nodes.size() - 1).name();
        }

        /** The shape that the piece of this name gives, so far as the plan goes. */
        public Shape shape(String name) {
            return shapes(input, nodes).get(name);
        }

        public Blueprint build() {
            return new Blueprint(input, nodes);
        }

        /** A network for the inside of an objective, which gives what these pieces give. */
        public Blueprint build(String... ends) {
            return new Blueprint(input, nodes, List.of(ends));
        }
    }
}
