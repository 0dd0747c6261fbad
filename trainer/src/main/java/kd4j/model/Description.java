package kd4j.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kd4j.component.Components;
import kd4j.data.Shape;

/** A network's plan as plain values, for files of text, and back. */
public final class Description {
    private static final String INPUT = "input";
    private static final String NODES = "nodes";
    private static final String ENDS = "ends";
    private static final String NAME = "name";
    private static final String INPUTS = "inputs";
    private static final String LAYER = "layer";
    private static final String JOIN = "join";

    private Description() {}

    /**
     * The plan as maps, lists, texts and numbers.
     *
     * @throws ModelException when it has a {@link Source}, as networks within an objective have
     */
    public static Map<String, Object> of(Blueprint blueprint) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(INPUT, blueprint.input().sizes());
        all.put(NODES, blueprint.nodes().stream().map(Description::of).toList());
        all.put(ENDS, blueprint.ends());
        return all;
    }

    private static Map<String, Object> of(Blueprint.Node node) {
        if (node.operation() instanceof Source) {
            throw new ModelException(
                    "layer '%s' is fed from outside; such a network is not written into a file".formatted(node.name()));
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(NAME, node.name());
        all.put(INPUTS, node.inputs());
        all.put(node.operation() instanceof Layer ? LAYER : JOIN, Components.describe((Record) node.operation()));
        return all;
    }

    /**
     * The plan that {@link #of} gave this description of.
     *
     * @throws kd4j.component.ComponentException when a layer in it is not known
     * @throws ModelException when it is no such description
     */
    public static Blueprint restore(Map<String, ?> description) {
        List<Integer> sizes = list(description.get(INPUT)).stream()
                .map(size -> ((Number) size).intValue())
                .toList();
        List<Blueprint.Node> nodes = new ArrayList<>();
        list(description.get(NODES)).forEach(node -> nodes.add(node(map(node))));
        return new Blueprint(new Shape(sizes), nodes, texts(description.get(ENDS)));
    }

    private static Blueprint.Node node(Map<String, Object> node) {
        Operation operation = node.containsKey(LAYER)
                ? Components.restore(Layer.class, map(node.get(LAYER)))
                : Components.restore(Join.class, map(node.get(JOIN)));
        return new Blueprint.Node(String.valueOf(node.get(NAME)), operation, texts(node.get(INPUTS)));
    }

    private static List<String> texts(Object value) {
        return list(value).stream().map(String::valueOf).toList();
    }

    private static List<?> list(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new ModelException("a stored network has %s where a list is wanted".formatted(value));
    }

    private static Map<String, Object> map(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> texts = new LinkedHashMap<>();
            map.forEach((key, of) -> texts.put(String.valueOf(key), of));
            return texts;
        }
        throw new ModelException("a stored network has %s where keys are wanted".formatted(value));
    }
}
