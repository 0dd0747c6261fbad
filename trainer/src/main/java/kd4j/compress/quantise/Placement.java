package kd4j.compress.quantise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.component.Patterns;
import kd4j.model.Blueprint;
import kd4j.model.Layer;
import kd4j.model.Operation;
import kd4j.model.quantise.FakeQuantise;
import kd4j.model.quantise.QuantisedWeights;

/**
 * Where a network rounds to 8 bits. Convolutions and dense layers of vectors get {@link QuantisedWeights}. What they read and, but for the
 * logits, what they give gets a {@link FakeQuantise}; behind a relu where one follows, which the end of the grid replaces in the file. Sums,
 * concatenations and means of what is quantised are quantised as well. All else stays as it is, and gets rounded numbers where a quantised
 * layer made them.
 *
 * @param plan the plan with the layers that round
 * @param quantised the layers that are computed with 8-bit numbers
 * @param floats the layers that are not, though they compute something
 */
public record Placement(Blueprint plan, List<String> quantised, List<String> floats) {
    private static final String PREFIX = "fake-quantise.";

    public Placement {
        quantised = List.copyOf(quantised);
        floats = List.copyOf(floats);
    }

    /** The name of the layer that rounds a value. */
    public static String rounding(String value) {
        return PREFIX + value;
    }

    /**
     * Places what rounds.
     *
     * @param folded a plan without rounding layers, batch norms folded
     * @param layers patterns of names of the convolutions and dense layers that are meant
     * @param bits of each weight, 7 or 8
     * @param learned whether grids are trained
     */
    public static Placement of(Blueprint folded, List<String> layers, int bits, boolean learned) {
        return new Maker(folded, layers, bits, learned).make();
    }

    /** A plan without the layers that round. */
    public static Blueprint without(Blueprint plan) {
        Map<String, String> rounded = new HashMap<>();
        List<Blueprint.Node> nodes = new ArrayList<>();
        for (Blueprint.Node node : plan.nodes()) {
            if (node.operation() instanceof FakeQuantise) {
                rounded.put(node.name(), node.inputs().get(0));
            } else {
                Operation operation = node.operation() instanceof QuantisedWeights q ? q.layer() : node.operation();
                List<String> inputs = node.inputs().stream()
                        .map(i -> rounded.getOrDefault(i, i))
                        .toList();
                nodes.add(new Blueprint.Node(node.name(), operation, inputs));
            }
        }
        return new Blueprint(plan.input(), nodes, plan.ends());
    }

    private static final class Maker {
        private final Blueprint plan;
        private final Graph graph;
        private final Set<String> quantised = new LinkedHashSet<>();
        private final Set<String> fused = new HashSet<>();
        private final int bits;
        private final boolean learned;

        Maker(Blueprint plan, List<String> layers, int bits, boolean learned) {
            this.plan = plan;
            this.graph = new Graph(plan);
            this.bits = bits;
            this.learned = learned;
            for (Blueprint.Node node : plan.nodes()) {
                boolean meant = layers.stream().anyMatch(pattern -> Patterns.fits(pattern, node.name()));
                if (graph.weighted(node) ? meant : combines(node)) {
                    quantised.add(node.name());
                }
            }
            for (String name : quantised) {
                Blueprint.Node reader = graph.reader(name);
                if (reader != null && Kinds.cuts(reader.operation())) {
                    fused.add(reader.name());
                }
            }
        }

        /** Whether it brings together what a quantised layer gave. */
        private boolean combines(Blueprint.Node node) {
            return Kinds.combines(node.operation()) && node.inputs().stream().anyMatch(this::ofQuantised);
        }

        private boolean ofQuantised(String value) {
            Blueprint.Node node = graph.node(value);
            return node != null
                    && (quantised.contains(value)
                            || ((Kinds.passes(node.operation()) || Kinds.cuts(node.operation()))
                                    && ofQuantised(node.inputs().get(0))));
        }

        Placement make() {
            List<Blueprint.Node> nodes = new ArrayList<>();
            round(Blueprint.INPUT, nodes);
            for (Blueprint.Node node : plan.nodes()) {
                List<String> inputs = node.inputs().stream()
                        .map(i -> rounds(i) ? rounding(i) : i)
                        .toList();
                boolean weights = graph.weighted(node) && quantised.contains(node.name());
                nodes.add(new Blueprint.Node(
                        node.name(),
                        weights ? new QuantisedWeights((Layer) node.operation(), bits) : node.operation(),
                        inputs));
                round(node.name(), nodes);
            }
            List<String> floats = plan.nodes().stream()
                    .filter(n -> !Kinds.passes(n.operation()))
                    .map(Blueprint.Node::name)
                    .filter(n -> !quantised.contains(n) && !fused.contains(n))
                    .toList();
            return new Placement(new Blueprint(plan.input(), nodes, plan.ends()), List.copyOf(quantised), floats);
        }

        private void round(String value, List<Blueprint.Node> nodes) {
            if (rounds(value)) {
                nodes.add(new Blueprint.Node(rounding(value), new FakeQuantise(learned), List.of(value)));
            }
        }

        private boolean rounds(String value) {
            Blueprint.Node node = graph.node(value);
            if (plan.ends().contains(value) || (node != null && Kinds.passes(node.operation()))) {
                return false;
            }
            Blueprint.Node reader = graph.reader(value);
            boolean replaced = quantised.contains(value) && reader != null && fused.contains(reader.name());
            return !replaced && (quantised.contains(value) || fused.contains(value) || needed(value));
        }

        /** Whether a quantised layer reads it. */
        private boolean needed(String value) {
            return graph.readers(value).stream()
                    .anyMatch(reader -> quantised.contains(reader.name())
                            || (Kinds.passes(reader.operation()) && needed(reader.name())));
        }
    }
}
