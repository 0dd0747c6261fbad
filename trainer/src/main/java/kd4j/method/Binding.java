package kd4j.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import kd4j.component.Patterns;
import kd4j.component.ShapeException;
import kd4j.data.Seeds;
import kd4j.data.Shape;
import kd4j.loss.Outputs;
import kd4j.method.adapter.Adapter;
import kd4j.model.Blueprint;
import kd4j.model.Network;

/** Brings one weighted loss together with the layers of one training, and says everything that does not fit. */
record Binding(WeightedLoss part, String name, Context context, List<String> problems) {
    private static final Set<String> PLACEHOLDERS = Set.of(Outputs.TAP, Outputs.SECOND_TAP);

    /** The summand; empty where there are problems. */
    Optional<Summand> summand() {
        Set<String> read = new TreeSet<>(part.loss().studentTaps());
        read.addAll(part.loss().teacherTaps());
        boolean layers = read.stream().anyMatch(PLACEHOLDERS::contains);
        checkNamed();
        if (layers && part.at().isEmpty()) {
            problems.add("the loss compares layers, so 'at' must say which, such as: at: %s"
                    .formatted(context.studentTaps().get(0)));
        } else if (!layers && part.at().isPresent()) {
            problems.add("the loss reads %s, so there is no use for 'at'".formatted(read));
        }
        if (layers && part.at().isPresent()) {
            return ofLayers(read.contains(Outputs.SECOND_TAP));
        }
        return problems.isEmpty() ? Optional.of(new LossOfOutputs(part.weight(), part.loss())) : Optional.empty();
    }

    /** Layers that the loss names itself. */
    private void checkNamed() {
        Patterns.all("student", named(part.loss().studentTaps()), context.studentTaps(), problems);
        Set<String> theirs = part.loss().teacherTaps();
        if (!theirs.isEmpty() && context.teacher().isEmpty()) {
            problems.add("the loss needs a teacher, and there is none");
        } else {
            Patterns.all("teacher", named(theirs), List.copyOf(context.teacher().keySet()), problems);
        }
    }

    private List<String> named(Set<String> taps) {
        Set<String> named = new TreeSet<>(taps);
        named.removeAll(PLACEHOLDERS);
        part.adapter().ifPresent(adapter -> named.removeAll(adapter.gives()));
        return List.copyOf(named);
    }

    private Optional<Summand> ofLayers(boolean two) {
        List<Taps.Pair> pairs = part.at().orElseThrow().pairs(context, problems);
        if (two && pairs.size() < 2 && problems.isEmpty()) {
            problems.add("the loss needs two layers of each network, 'at' gives one");
        }
        if (two && part.adapter().isPresent()) {
            problems.add("a loss of two layers takes no adapter");
        }
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        List<Place> places = two ? neighbours(pairs) : single(pairs);
        return problems.isEmpty()
                ? Optional.of(new LossOfLayers(name, part.weight(), part.loss(), places))
                : Optional.empty();
    }

    private static List<Place> neighbours(List<Taps.Pair> pairs) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i + 1 < pairs.size(); i++) {
            places.add(new Place(List.of(pairs.get(i), pairs.get(i + 1)), Optional.empty()));
        }
        return places;
    }

    private List<Place> single(List<Taps.Pair> pairs) {
        List<Place> places = new ArrayList<>();
        for (Taps.Pair pair : pairs) {
            Optional<Network> adapter = part.adapter().flatMap(a -> adapter(a, pair, places.size()));
            places.add(new Place(List.of(pair), adapter));
        }
        return places;
    }

    private Optional<Network> adapter(Adapter adapter, Taps.Pair pair, int number) {
        Shape from = context.student().shapes().get(pair.student());
        Shape to = context.teacher().get(pair.teacher());
        try {
            Blueprint plan = adapter.blueprint(from, to);
            Shape given = plan.shapes().get(plan.ends().get(0));
            if (!given.equals(to)) {
                throw new ShapeException("it gives " + given);
            }
            long seed = Seeds.mix(Seeds.Use.INITIAL, context.seed(), name.hashCode(), number);
            return Optional.of(Network.create(plan, seed));
        } catch (ShapeException e) {
            problems.add(
                    "the adapter cannot bring '%s' of the student, %s, into the shape of '%s' of the teacher, %s: %s"
                            .formatted(pair.student(), from, pair.teacher(), to, e.getMessage()));
            return Optional.empty();
        }
    }
}
