package kd4j.loss;

import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Whether the same neurons are active in the student as in the teacher, without asking how strongly (activation boundaries):
 * the sum over a row, the mean over rows, of {@code max(0, m - student)^2} where the teacher is above 0 and of {@code max(0,
 * m + student)^2} elsewhere. Both have the same shape, {@code [rows, ...]}, and are taken before their relu: behind it
 * nothing is below 0. The gradient is {@code -2 / rows * max(0, m - student)} and {@code 2 / rows * max(0, m + student)}.
 * Equal inputs do not give 0. Made for beginning a training, before other losses take over. Source: Heo et al., arXiv
 * 1811.03233.
 *
 * @param margin {@code m}, how far on the right side an activation must be, > 0
 * @param scale what it is multiplied with: {@code one}, or {@code thousandths} for 3/1000 (RepDistiller's)
 */
@Component("ab")
public record Ab(@Default("1.0") double margin, @Default("one") Scale scale) implements TapLoss {
    private static final String NAME = "ab";

    /** What the sum is multiplied with. */
    public enum Scale {
        /** Nothing. */
        ONE,
        /** 3/1000. */
        THOUSANDTHS
    }

    public Ab {
        Require.positive("margin", margin);
    }

    @Override
    public Term evaluate(Signals signals) {
        Pair pair = Pair.of(NAME, signals).same();
        // 1 where the teacher is active, -1 elsewhere.
        INDArray side =
                pair.teacher().gt(0).castTo(pair.student().dataType()).muli(2).subi(1);
        INDArray missing = Transforms.max(side.mul(pair.student()).rsubi(margin), 0, false);
        double factor = (scale == Scale.ONE ? 1 : 0.003) / missing.size(0);
        double value = factor * Scores.dot(missing, missing);
        return pair.term(value, missing.muli(side).muli(-2 * factor));
    }
}
