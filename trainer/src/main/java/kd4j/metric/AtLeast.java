package kd4j.metric;

import java.util.Collections;
import java.util.List;
import kd4j.component.Component;
import kd4j.component.Require;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One threshold for all classes. A number by itself, as in {@code thresholds: 0.8}, means this.
 *
 * @param probability from which on an answer is accepted, 0 to 1
 */
@Component("at-least")
public record AtLeast(double probability) implements Thresholds {
    public AtLeast {
        Require.that(probability >= 0 && probability <= 1, "probability", probability, "a number from 0 to 1");
    }

    @Override
    public Chosen choose(INDArray logits, int[] labels) {
        return new Chosen(Collections.nCopies(Math.toIntExact(logits.size(1)), probability), List.of());
    }
}
