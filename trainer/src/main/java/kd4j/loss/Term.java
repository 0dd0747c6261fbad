package kd4j.loss;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a loss answers: a value, the gradients that belong to it, and the parts that explain it.
 *
 * @param name the loss's name
 * @param value the value, a mean over rows unless the loss says otherwise
 * @param gradients d value / d array for each student tap that the loss reads, in the shape of that tap; new arrays
 * @param parts what the value is made of; empty for a loss that has no smaller parts
 */
public record Term(String name, double value, Map<String, INDArray> gradients, List<Part> parts) {
    /**
     * One part of a value: {@code value = sum of weight * part value}.
     *
     * @param weight the number that the part's value is multiplied with
     * @param name what the part is
     * @param value the part's own value
     */
    public record Part(double weight, String name, double value) {}

    public Term {
        gradients = Map.copyOf(gradients);
        parts = List.copyOf(parts);
    }
}
