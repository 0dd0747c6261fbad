package kd4j.method;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import kd4j.loss.Loss;
import kd4j.loss.Part;
import kd4j.loss.Signals;
import kd4j.loss.Term;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A weighted sum of losses; it has no state. */
record WeightedSum(List<WeightedLoss> objective) implements Session {
    @Override
    public Set<String> studentTaps() {
        return taps(Loss::studentTaps);
    }

    @Override
    public Set<String> teacherTaps() {
        return taps(Loss::teacherTaps);
    }

    @Override
    public Term evaluate(Signals signals) {
        Map<String, INDArray> gradients = new TreeMap<>();
        List<Part> parts = new ArrayList<>();
        for (WeightedLoss summand : objective) {
            Term term = summand.loss().evaluate(signals);
            parts.add(distinct(term.weighted(summand.weight()), parts));
            // A term's arrays are new and nobody else's, so they may be scaled and added to in place.
            term.gradients()
                    .forEach((tap, gradient) -> gradients.merge(tap, gradient.muli(summand.weight()), INDArray::addi));
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

    private Set<String> taps(Function<Loss, Set<String>> kind) {
        Set<String> all = new TreeSet<>();
        objective.stream()
                .map(WeightedLoss::loss)
                .map(kind)
                .flatMap(Collection::stream)
                .forEach(all::add);
        return all;
    }
}
