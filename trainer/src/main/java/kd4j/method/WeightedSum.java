package kd4j.method;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import kd4j.data.Batch;
import kd4j.loss.Part;
import kd4j.loss.Signals;
import kd4j.loss.Term;
import kd4j.model.Network;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A sum of terms. */
final class WeightedSum implements Session {
    private final List<Summand> summands;
    private Step step = new Step(0, 0, 0, new Batch(null, new int[0], new int[0], new long[0]));

    WeightedSum(List<Summand> summands) {
        this.summands = List.copyOf(summands);
    }

    @Override
    public void enter(Step next) {
        step = next;
    }

    @Override
    public Set<String> studentTaps() {
        return taps(Summand::studentTaps);
    }

    @Override
    public Set<String> teacherTaps() {
        return taps(Summand::teacherTaps);
    }

    @Override
    public Term evaluate(Signals signals) {
        Map<String, INDArray> gradients = new TreeMap<>();
        List<Part> parts = new ArrayList<>();
        for (Summand summand : summands) {
            Summand.Share share = summand.evaluate(signals, step);
            parts.add(distinct(share.part(), parts));
            share.gradients().forEach((tap, gradient) -> gradients.merge(tap, gradient, INDArray::addi));
        }
        double value =
                parts.stream().mapToDouble(part -> part.weight() * part.value()).sum();
        return new Term("total", value, gradients, parts);
    }

    /** Two losses of one kind are told apart by a number: {@code soft-targets}, {@code soft-targets-2}. */
    private static Part distinct(Part part, List<Part> before) {
        List<String> taken = before.stream().map(Part::name).toList();
        String name = part.name();
        for (int i = 2; taken.contains(name); i++) {
            name = part.name() + "-" + i;
        }
        return part.named(name);
    }

    @Override
    public Map<String, Network> helpers() {
        return all(Summand::helpers);
    }

    @Override
    public Set<String> taught() {
        return helpers().keySet();
    }

    @Override
    public Map<String, INDArray> memory() {
        return all(Summand::memory);
    }

    @Override
    public void start(INDArray parameters) {
        summands.forEach(summand -> summand.start(parameters));
    }

    @Override
    public void done(INDArray parameters) {
        summands.forEach(summand -> summand.done(parameters));
    }

    @Override
    public void close() {
        summands.forEach(Summand::close);
    }

    private <T> Map<String, T> all(Function<Summand, Map<String, T>> kind) {
        Map<String, T> all = new TreeMap<>();
        summands.forEach(summand -> all.putAll(kind.apply(summand)));
        return all;
    }

    private Set<String> taps(Function<Summand, Set<String>> kind) {
        Set<String> all = new TreeSet<>();
        summands.stream().map(kind).flatMap(Collection::stream).forEach(all::add);
        return all;
    }
}
