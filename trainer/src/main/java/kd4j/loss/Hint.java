package kd4j.loss;

import kd4j.component.Component;
import kd4j.component.Default;

/**
 * How far the student's array at an inner layer is from the teacher's: the mean of {@code (student - teacher)^2} over all
 * numbers (FitNets' hint). It is 0 when both agree. Both have the same shape, {@code [rows, ...]}; an adapter brings the
 * student's into it. The gradient is {@code 2 * (student - teacher) / numbers}. As {@code row-sum} behind a masked generator
 * it is masked generative distillation; behind a projector at the last features it is SimKD. Not without an adapter where
 * the two networks were not made alike: the same number means other things in each. Source: Romero et al., arXiv 1412.6550,
 * equation 3, which is {@code half-row-sum}.
 *
 * @param reduction {@code element-mean}, {@code row-sum} (the sum over a row, the mean over rows) or {@code half-row-sum}
 *     (half of that, the paper's)
 */
@Component("hint")
public record Hint(@Default("element-mean") Reduction reduction) implements TapLoss {
    private static final String NAME = "hint";

    @Override
    public Term evaluate(Signals signals) {
        Pair pair = Pair.of(NAME, signals).same();
        Measured squares = reduction.squared(pair.student(), pair.teacher());
        return pair.term(squares.value(), squares.gradient());
    }
}
