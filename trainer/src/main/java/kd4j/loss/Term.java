package kd4j.loss;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a loss answers: a value, the gradients that belong to it, and the parts that explain it. Where there are parts, {@code
 * value = sum of weight * part value}.
 *
 * @param name the loss's name
 * @param value the value, a mean over rows unless the loss says otherwise
 * @param gradients d value / d array for each student tap that the loss reads, in the shape of that tap; new arrays, in the
 *     order of the tap names
 * @param parts what the value is made of; empty for a loss that has no smaller parts
 */
public record Term(String name, double value, Map<String, INDArray> gradients, List<Part> parts) {
    public Term {
        gradients = Collections.unmodifiableSortedMap(new TreeMap<>(gradients));
        parts = List.copyOf(parts);
    }

    /** This term as a part of a sum. */
    public Part weighted(double weight) {
        return new Part("", weight, name, value, parts);
    }

    /**
     * The name of the first part whose value is not a finite number, this term's own name where no part is to blame; empty
     * when the value is finite.
     */
    public Optional<String> notFinite() {
        return Double.isFinite(value)
                ? Optional.empty()
                : Optional.of(parts.stream()
                        .filter(part -> !Double.isFinite(part.value()))
                        .map(Part::name)
                        .findFirst()
                        .orElse(name));
    }

    /**
     * The value and where it comes from, on one line: {@code total 1.283 = 0.1 * cross-entropy 1.902 + 0.9 * soft-targets 1.214
     * (T^2 16 * kl 0.0759)}.
     */
    public String explanation() {
        return name + " " + Figures.text(value) + (parts.isEmpty() ? "" : " = " + Part.sum(parts));
    }

    @Override
    public String toString() {
        return explanation();
    }
}
