package kd4j.method;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kd4j.loss.Outputs;
import kd4j.loss.Signals;
import kd4j.model.Network;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where a loss of features looks once: layers of both networks in place of {@link Outputs#TAP} and {@link Outputs#SECOND_TAP}.
 *
 * @param pairs one pair of layers, or two for a loss that needs two
 * @param adapter what brings the student's array into the teacher's shape
 */
record Place(List<Taps.Pair> pairs, Optional<Network> adapter) {
    private static final List<String> PLACEHOLDERS = List.of(Outputs.TAP, Outputs.SECOND_TAP);

    /** How explanations call it. */
    String name() {
        return String.join("+", pairs.stream().map(Taps.Pair::student).toList());
    }

    /** The student's layers for what a loss reads. */
    Set<String> student(Set<String> read) {
        return real(read, true);
    }

    /** The teacher's layers for what a loss reads. */
    Set<String> teacher(Set<String> read) {
        return real(read, false);
    }

    private Set<String> real(Set<String> read, boolean student) {
        Set<String> real = new TreeSet<>();
        for (String tap : read) {
            int index = PLACEHOLDERS.indexOf(tap);
            if (index < 0) {
                real.add(tap);
            } else {
                real.add(student ? pairs.get(index).student() : pairs.get(index).teacher());
            }
        }
        return real;
    }

    /** What a loss sees here. */
    Signals seen(Signals signals) {
        return new Signals(
                signals.labels(),
                named(signals.student(), true),
                named(signals.teacher(), false),
                signals.progress(),
                signals.targets());
    }

    private Outputs named(Outputs outputs, boolean student) {
        Map<String, INDArray> arrays = new HashMap<>(outputs.arrays());
        for (int i = 0; i < pairs.size(); i++) {
            String layer = student ? pairs.get(i).student() : pairs.get(i).teacher();
            INDArray array = outputs.arrays().get(layer);
            if (array != null) {
                arrays.put(PLACEHOLDERS.get(i), array);
            }
        }
        return new Outputs(arrays);
    }

    /** Gradients under the names of the student's layers; two of one layer are added. */
    Map<String, INDArray> real(Map<String, INDArray> gradients) {
        Map<String, INDArray> real = new TreeMap<>();
        gradients.forEach((tap, gradient) -> {
            int index = PLACEHOLDERS.indexOf(tap);
            real.merge(index < 0 ? tap : pairs.get(index).student(), gradient, INDArray::addi);
        });
        return real;
    }
}
