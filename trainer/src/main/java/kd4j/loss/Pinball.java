package kd4j.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.component.ShapeException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Teaches quantiles, such as "below this in 90 % of cases", with one output each: the mean over rows and quantiles of {@code
 * q * e} where {@code e = target - student >= 0}, and of {@code (q - 1) * e} where it is below 0. Outputs are {@code [rows,
 * outputs]}, in the logits tap: all quantiles of the first target, then those of the next. The target is {@code [rows,
 * targets]}, one number for all quantiles, or {@code [rows, outputs]}, such as a teacher's quantiles. The gradient is {@code -q} or {@code 1 - q}, divided by rows and quantiles,
 * and 0 where student and target are equal. Nothing keeps the quantiles of a row in order. Source: Koenker and Bassett,
 * Regression quantiles, Econometrica 46(1), 1978.
 *
 * @param quantiles the share of cases that each output should lie above, between 0 and 1
 * @param from where the target comes from: {@code targets} (the data) or {@code teacher} (its outputs)
 * @param reduction {@code element-mean}, or {@code row-sum}: the sum over quantiles, the mean over rows; {@code
 *     half-row-sum} is half of that
 */
@Component("pinball")
public record Pinball(
        @Default("[0.1, 0.5, 0.9]") List<Double> quantiles,
        @Default("targets") TargetSource from,
        @Default("element-mean") Reduction reduction)
        implements Loss {
    private static final String NAME = "pinball";

    public Pinball {
        quantiles = List.copyOf(quantiles);
        Require.that(
                !quantiles.isEmpty() && quantiles.stream().allMatch(q -> q > 0 && q < 1),
                "quantiles",
                quantiles,
                "a list of numbers between 0 and 1, at least one");
    }

    @Override
    public Term evaluate(Signals signals) {
        INDArray student = Scores.student(NAME, signals);
        INDArray target = from == TargetSource.TEACHER ? signals.teacher().logits() : signals.targetsFor(NAME);
        check(student, target);
        long targets = student.size(1) / quantiles.size();
        // [rows, targets, quantiles]
        INDArray error = student.dup('c')
                .reshape('c', student.size(0), targets, quantiles.size())
                .sub(target.castTo(student.dataType())
                        .dup('c')
                        .reshape('c', student.size(0), targets, target.size(1) / targets))
                .negi();
        INDArray q = Nd4j.createFromArray(quantiles.toArray(Double[]::new))
                .castTo(student.dataType())
                .reshape(1, 1, quantiles.size());
        // q * e + max(-e, 0) is both branches.
        double factor = reduction.factor(student);
        double below = Transforms.max(error.neg(), 0, false).sumNumber().doubleValue();
        double value = factor * (error.mul(q).sumNumber().doubleValue() + below);
        INDArray side = Transforms.sign(error, true);
        INDArray gradient = side.mul(q)
                .muli(side)
                .addi(Transforms.min(side, 0.0, true))
                .muli(-factor)
                .reshape('c', student.shape());
        return new Term(NAME, value, Map.of(Outputs.LOGITS, gradient), List.of());
    }

    private void check(INDArray student, INDArray target) {
        boolean fits = target.rank() == 2
                && target.size(0) == student.size(0)
                && (target.size(1) * quantiles.size() == student.size(1) || target.size(1) == student.size(1));
        if (student.size(1) % quantiles.size() != 0 || !fits) {
            throw new ShapeException(
                    "%s: student outputs have shape %s, target %s, quantiles are %s; there must be one output for each quantile of each target, and a target of [rows, targets] or the outputs' shape"
                            .formatted(
                                    NAME,
                                    Arrays.toString(student.shape()),
                                    Arrays.toString(target.shape()),
                                    quantiles));
        }
    }

    @Override
    public boolean needsTargets() {
        return from == TargetSource.TARGETS;
    }

    @Override
    public Set<String> teacherTaps() {
        return from == TargetSource.TEACHER ? Set.of(Outputs.LOGITS) : Set.of();
    }
}
