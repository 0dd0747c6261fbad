package kd4j.metric;

import kd4j.component.Component;
import kd4j.component.Require;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Each class's smallest threshold with which, among the validation rows that are answered with the class and accepted, at least this share are of
 * the class: {@code right / accepted >= wanted}. For answers that must be right when they are given, such as commands.
 *
 * @param wanted the share, above 0, at most 1
 */
@Component("precision")
public record WantedPrecision(double wanted) implements Thresholds {
    public WantedPrecision {
        Require.that(wanted > 0 && wanted <= 1, "wanted", wanted, "a number above 0, at most 1");
    }

    @Override
    public Chosen choose(INDArray logits, int[] labels) {
        return AnsweredRows.of(logits, labels)
                .smallest((right, accepted, others) -> accepted > 0 && right >= wanted * accepted);
    }
}
