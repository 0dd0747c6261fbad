package kd4j.metric;

import kd4j.component.Component;
import kd4j.component.Require;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Each class's smallest threshold with which, of the validation rows of other classes, at most this share are answered with the class and accepted:
 * {@code wrong / rows of others <= rate}. For alarms that must be rare, such as those of a heart's rhythm.
 *
 * @param rate the share, from 0, below 1
 */
@Component("false-alarms")
public record FalseAlarms(double rate) implements Thresholds {
    public FalseAlarms {
        Require.that(rate >= 0 && rate < 1, "rate", rate, "a number from 0, below 1");
    }

    @Override
    public Chosen choose(INDArray logits, int[] labels) {
        return AnsweredRows.of(logits, labels).smallest((right, accepted, others) -> accepted - right <= rate * others);
    }
}
