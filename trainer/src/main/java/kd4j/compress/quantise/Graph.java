package kd4j.compress.quantise;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kd4j.data.Shape;
import kd4j.model.Blueprint;

/** Who feeds whom in a plan. */
final class Graph {
    private final Map<String, Blueprint.Node> nodes = new HashMap<>();
    private final Blueprint plan;
    private final Map<String, List<Shape>> inputs;

    Graph(Blueprint plan) {
        this.plan = plan;
        this.inputs = plan.inputs();
        plan.nodes().forEach(node -> nodes.put(node.name(), node));
    }

    /** The piece of this name; null for the samples. */
    Blueprint.Node node(String name) {
        return nodes.get(name);
    }

    List<Shape> inputs(Blueprint.Node node) {
        return inputs.get(node.name());
    }

    /** What reads a value. */
    List<Blueprint.Node> readers(String value) {
        return plan.nodes().stream().filter(n -> n.inputs().contains(value)).toList();
    }

    /** The only piece that reads a value; null where there is none or more than one. */
    Blueprint.Node reader(String value) {
        List<Blueprint.Node> all = readers(value);
        return all.size() == 1 ? all.get(0) : null;
    }

    boolean weighted(Blueprint.Node node) {
        return node != null && Kinds.weighted(node.operation(), inputs(node));
    }
}
