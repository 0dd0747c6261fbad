package kd4j.method;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kd4j.data.Seeds;
import kd4j.loss.Loss;
import kd4j.loss.Outputs;
import kd4j.loss.Part;
import kd4j.loss.Signals;
import kd4j.loss.Term;
import kd4j.loss.course.Course;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A loss of features at one or more places, whose values are added.
 *
 * @param name what the names of its adapters begin with
 */
record LossOfLayers(String name, Course weight, Loss loss, List<Place> places) implements Summand {
    @Override
    public Set<String> studentTaps() {
        Set<String> all = new TreeSet<>();
        // What an adapter gives beside the adapted array is no tap of the student.
        places.forEach(place -> all.addAll(place.student(own(place))));
        return all;
    }

    private Set<String> own(Place place) {
        Set<String> read = new TreeSet<>(loss.studentTaps());
        place.adapter().ifPresent(a -> read.removeAll(a.blueprint().ends()));
        return read;
    }

    @Override
    public Set<String> teacherTaps() {
        Set<String> all = new TreeSet<>();
        places.forEach(place -> all.addAll(place.teacher(loss.teacherTaps())));
        return all;
    }

    @Override
    public Share evaluate(Signals signals, Step step) {
        double factor = weight.at(signals.progress());
        Map<String, INDArray> gradients = new TreeMap<>();
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            long seed = Seeds.mix(Seeds.Use.NOISE, step.seed(), step.number(), name.hashCode(), i);
            Signals seen = place.seen(signals);
            Map<String, INDArray> found = place.adapter().isPresent()
                    ? adapted(place.adapter().get(), seen, factor, seed, terms)
                    : scaled(direct(seen, terms), factor);
            place.real(found).forEach((tap, gradient) -> gradients.merge(tap, gradient, INDArray::addi));
        }
        return new Share(part(terms, factor), gradients);
    }

    private Map<String, INDArray> direct(Signals seen, List<Term> terms) {
        Term term = loss.evaluate(seen);
        terms.add(term);
        return term.gradients();
    }

    private static Map<String, INDArray> scaled(Map<String, INDArray> gradients, double factor) {
        gradients.values().forEach(gradient -> gradient.muli(factor));
        return gradients;
    }

    /** The adapter runs on the student's array; what the loss says about its answer goes back through it. */
    private Map<String, INDArray> adapted(Network adapter, Signals seen, double factor, long seed, List<Term> terms) {
        List<String> ends = adapter.blueprint().ends();
        INDArray input = seen.student().at(Outputs.TAP);
        Map<String, INDArray> back = adapter.relay(Map.of(Blueprint.INPUT, input), Set.copyOf(ends), seed, given -> {
            Map<String, INDArray> shown = new HashMap<>(given);
            shown.put(Outputs.TAP, given.get(ends.get(0)));
            Signals through =
                    new Signals(seen.labels(), new Outputs(shown), seen.teacher(), seen.progress(), seen.targets());
            Map<String, INDArray> gradients = new HashMap<>(scaled(direct(through, terms), factor));
            gradients.put(ends.get(0), gradients.remove(Outputs.TAP));
            return gradients;
        });
        return Map.of(Outputs.TAP, back.get(Blueprint.INPUT));
    }

    private Part part(List<Term> terms, double factor) {
        if (terms.size() == 1) {
            return terms.get(0).weighted(factor);
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            parts.add(terms.get(i).weighted(1).named(places.get(i).name()));
        }
        double sum = terms.stream().mapToDouble(Term::value).sum();
        return new Part("", factor, terms.get(0).name(), sum, parts);
    }

    @Override
    public Map<String, Network> helpers() {
        Map<String, Network> all = new TreeMap<>();
        places.forEach(place -> place.adapter().ifPresent(adapter -> all.put(name + "." + place.name(), adapter)));
        return all;
    }
}
