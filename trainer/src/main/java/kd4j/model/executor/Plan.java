package kd4j.model.executor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Computation;
import kd4j.model.Source;

/**
 * What is to be done for a network when certain of its values are asked for. A relu is done by the piece before it, where that
 * piece can and nobody else sees what lies between.
 *
 * @param steps in order
 * @param taps the number of each value that is asked for
 * @param shapes the shape of each value
 * @param uses how often each value is read, by a step or as a tap
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Plan(List<Step> steps, Map<String, Integer> taps, List<Shape> shapes, int[] uses) {
    /** @param back whether the gradients of what comes in are wanted as well */
    static Plan of(Blueprint blueprint, Set<String> taps, boolean back, Views views) {
        return new Maker(blueprint, taps, back, views).make();
    }

    private static final class Maker {
        private final List<Blueprint.Node> nodes;
        private final Set<String> taps;
        private final Views views;
        private final Map<String, List<Shape>> inputs;
        private final Map<String, Integer> values = new HashMap<>();
        private final List<Shape> shapes = new ArrayList<>();
        private final Set<Integer> learned = new HashSet<>();
        private final Set<String> done = new HashSet<>();
        private final List<Step> steps = new ArrayList<>();

        Maker(Blueprint blueprint, Set<String> taps, boolean back, Views views) {
            this.nodes = blueprint.nodes();
            this.taps = taps;
            this.views = views;
            this.inputs = blueprint.inputs();
            values.put(Blueprint.INPUT, 0);
            shapes.add(blueprint.input());
            nodes.forEach(n -> values.put(n.name(), values.size()));
            shapes.addAll(blueprint.shapes().values());
            nodes.stream().filter(Maker::fed).map(Blueprint.Node::name).forEach(done::add);
            if (back) {
                learned.add(0);
                done.forEach(name -> learned.add(values.get(name)));
            }
        }

        private static boolean fed(Blueprint.Node node) {
            return node.operation() instanceof Source;
        }

        Plan make() {
            nodes.stream().filter(n -> !done.contains(n.name())).forEach(this::step);
            Map<String, Integer> tapped = new HashMap<>();
            taps.forEach(tap -> tapped.put(tap, values.get(tap)));
            int[] uses = new int[shapes.size()];
            steps.forEach(s -> Arrays.stream(s.from()).forEach(v -> uses[v]++));
            tapped.values().forEach(v -> uses[v]++);
            return new Plan(List.copyOf(steps), Map.copyOf(tapped), List.copyOf(shapes), uses);
        }

        private void step(Blueprint.Node node) {
            Optional<Blueprint.Node> relu = relu(node);
            Optional<Computation> both = relu.flatMap(r -> node.operation().rectified(inputs.get(node.name())));
            String end = both.isPresent() ? relu.orElseThrow().name() : node.name();
            done.add(end);
            int to = values.get(end);
            List<Boolean> wanted = node.inputs().stream()
                    .map(i -> learned.contains(values.get(i)))
                    .toList();
            boolean learns = wanted.contains(true)
                    || !views.parameters().get(node.name()).isEmpty();
            if (learns) {
                learned.add(to);
            }
            int[] from = node.inputs().stream().mapToInt(values::get).toArray();
            Computation computation = both.orElseGet(() -> computation(node));
            steps.add(new Step(
                    node.name(),
                    values.get(node.name()) - 1,
                    computation,
                    from,
                    to,
                    shapes.get(to),
                    learns,
                    wanted,
                    views));
        }

        private Computation computation(Blueprint.Node node) {
            return node.operation().reshapes() ? null : node.operation().computation(inputs.get(node.name()));
        }

        /** The relu that alone reads what a node makes. */
        private Optional<Blueprint.Node> relu(Blueprint.Node node) {
            List<Blueprint.Node> readers =
                    nodes.stream().filter(n -> n.inputs().contains(node.name())).toList();
            return readers.size() == 1 && readers.get(0).operation().rectifies() && !taps.contains(node.name())
                    ? Optional.of(readers.get(0))
                    : Optional.empty();
        }
    }
}
