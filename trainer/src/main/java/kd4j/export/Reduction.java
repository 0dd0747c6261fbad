package kd4j.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * What fewer bits made of a network: how its file's logits compare with those of the network in 32-bit floats.
 *
 * @param quantised layers that are computed with 8-bit numbers
 * @param floats layers that compute with 32-bit floats all the same
 * @param step from one number to the next of an 8-bit grid over the logits; 0 in files of 16 bits. The file's answers are within one of
 *     these steps of those that its roundings give, but for a row in twenty
 * @param maxAbsDiff the largest absolute difference between a logit and that of the network in 32 bits
 * @param meanAbsDiff the mean of all these differences
 * @param argMaxEqual rows for which both name the same class
 * @param layers how far the file is from its roundings, layer by layer; empty in files of 16 bits
 */
public record Reduction(
        List<String> quantised,
        List<String> floats,
        double step,
        double maxAbsDiff,
        double meanAbsDiff,
        int argMaxEqual,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<LayerSteps> layers) {
    public Reduction {
        quantised = List.copyOf(quantised);
        floats = List.copyOf(floats);
    }
}
