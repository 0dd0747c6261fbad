package kd4j.metric;

import java.util.List;
import kd4j.component.Component;
import kd4j.component.Require;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A threshold for each class.
 *
 * @param probabilities from which on an answer is accepted, 0 to 1, in the order of the classes
 */
@Component("each-class")
public record EachClass(List<Double> probabilities) implements Thresholds {
    public EachClass {
        probabilities = List.copyOf(probabilities);
        Require.that(
                probabilities.stream().allMatch(p -> p >= 0 && p <= 1),
                "probabilities",
                probabilities,
                "numbers from 0 to 1");
    }

    @Override
    public List<String> problems(int classes) {
        return probabilities.size() == classes
                ? List.of()
                : List.of("thresholds.probabilities: %d numbers are given for %d classes; give one for each"
                        .formatted(probabilities.size(), classes));
    }

    @Override
    public Chosen choose(INDArray logits, int[] labels) {
        return new Chosen(probabilities, List.of());
    }
}
