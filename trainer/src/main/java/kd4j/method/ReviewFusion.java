package kd4j.method;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import kd4j.component.ShapeException;
import kd4j.data.Seeds;
import kd4j.data.Shape;
import kd4j.loss.Loss;
import kd4j.loss.Outputs;
import kd4j.loss.Part;
import kd4j.loss.Signals;
import kd4j.loss.Term;
import kd4j.loss.course.Course;
import kd4j.method.adapter.AttentionFusion;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Layers that are fused before they are compared.
 *
 * @param pairs from the shallowest to the deepest
 */
record ReviewFusion(List<Taps.Pair> pairs, Course weight, Loss loss, Network fusion) implements Summand {
    private static final String NAME = "review";

    static Optional<ReviewFusion> of(
            Taps at, Course weight, Loss loss, int width, Context context, List<String> problems) {
        List<Taps.Pair> pairs = at.pairs(context, problems);
        if (problems.isEmpty() && pairs.size() < 2) {
            problems.add("at: review needs two layers or more, given %s".formatted(pairs));
        }
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        List<Shape> from = pairs.stream()
                .map(p -> context.student().shapes().get(p.student()))
                .toList();
        List<Shape> to =
                pairs.stream().map(p -> context.teacher().get(p.teacher())).toList();
        try {
            Blueprint plan = AttentionFusion.blueprint(from, to, width);
            long seed = Seeds.mix(Seeds.Use.INITIAL, context.seed(), NAME.hashCode());
            return Optional.of(new ReviewFusion(pairs, weight, loss, Network.create(plan, seed)));
        } catch (ShapeException e) {
            problems.add("at: %s cannot be fused to %s: %s".formatted(from, to, e.getMessage()));
            return Optional.empty();
        }
    }

    @Override
    public Set<String> studentTaps() {
        return new TreeSet<>(pairs.stream().map(Taps.Pair::student).toList());
    }

    @Override
    public Set<String> teacherTaps() {
        return new TreeSet<>(pairs.stream().map(Taps.Pair::teacher).toList());
    }

    @Override
    public Share evaluate(Signals signals, Step step) {
        double factor = weight.at(signals.progress());
        Map<String, INDArray> fed = new HashMap<>();
        for (int i = 0; i < pairs.size(); i++) {
            fed.put(
                    AttentionFusion.input(i, pairs.size()),
                    signals.student().at(pairs.get(i).student()));
        }
        List<Part> parts = new ArrayList<>();
        Set<String> ends = Set.copyOf(fusion.blueprint().ends());
        Map<String, INDArray> back =
                fusion.relay(fed, ends, step.number(), given -> gradients(given, signals, factor, parts));
        Map<String, INDArray> gradients = new HashMap<>();
        for (int i = 0; i < pairs.size(); i++) {
            INDArray gradient = back.get(AttentionFusion.input(i, pairs.size()));
            gradients.merge(pairs.get(i).student(), gradient, INDArray::addi);
        }
        double sum = parts.stream().mapToDouble(Part::value).sum();
        return new Share(new Part("", factor, NAME, sum, parts), gradients);
    }

    private Map<String, INDArray> gradients(
            Map<String, INDArray> given, Signals signals, double factor, List<Part> parts) {
        Map<String, INDArray> gradients = new HashMap<>();
        for (int i = 0; i < pairs.size(); i++) {
            String end = AttentionFusion.end(i);
            Outputs student = new Outputs(Map.of(Outputs.TAP, given.get(end)));
            Outputs teacher = new Outputs(
                    Map.of(Outputs.TAP, signals.teacher().at(pairs.get(i).teacher())));
            Term term = loss.evaluate(new Signals(signals.labels(), student, teacher, signals.progress()));
            parts.add(term.weighted(1).named(pairs.get(i).student()));
            gradients.put(end, term.gradients().get(Outputs.TAP).muli(factor));
        }
        return gradients;
    }

    @Override
    public Map<String, Network> helpers() {
        return Map.of(NAME, fusion);
    }
}
