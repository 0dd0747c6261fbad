package kd4j.loss;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.loss.SoftTargets.Mean;
import kd4j.loss.SoftTargets.Scale;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * How far the student's and the teacher's class probabilities are from their mixture, a compromise between {@code
 * soft-targets} and {@code reverse-kl} that is bounded: {@code mean over rows of b * KL(p || m) + (1 - b) * KL(q || m)} with
 * {@code m = b * p + (1 - b) * q}, {@code p = softmax(teacher / T)}, {@code q = softmax(student / T)}, in nats. It is 0 when
 * both agree. Logits of both are {@code [rows, classes]}. The gradient at {@code q} is {@code (1 - b) * log(q / m) / rows},
 * taken back through the softmax. A student that is far off learns slowly from it, because the gradient fades where {@code
 * q} is near 0. Source: Agarwal et al., arXiv 2306.13649, equation 1 (without T^2). In DistiLLM's form, arXiv 2402.03898,
 * {@code b} is {@code 1 - lambda}.
 *
 * @param temperature what logits are divided by before the softmax, > 0
 * @param beta the teacher's share {@code b} of the mixture, from 0 to 1
 * @param scale what the divergence is multiplied with: {@code one} (the paper's) or {@code temperature-squared}
 * @param endpoints what a beta of 0 or 1 means: {@code zero}, which is what the formula gives, or {@code kl}, soft targets
 *     at 0 and reverse KL at 1, which are the limits of the loss divided by b or 1 - b (TRL's code)
 */
@Component("jensen-shannon")
public record JensenShannon(
        @Default("1.0") double temperature,
        @Default("0.5") double beta,
        @Default("one") Scale scale,
        @Default("zero") Endpoints endpoints)
        implements ClassLoss {
    private static final String NAME = "jensen-shannon";

    /** What a beta of 0 or 1 means. */
    public enum Endpoints {
        /** No loss. */
        ZERO,
        /** One of the two Kullback-Leibler divergences. */
        KL
    }

    public JensenShannon {
        Require.positive("temperature", temperature);
        Require.that(beta >= 0 && beta <= 1, "beta", beta, "a number from 0 to 1");
    }

    @Override
    public Term evaluate(Signals signals) {
        if (beta > 0 && beta < 1) {
            return mixed(Softened.of(NAME, signals, temperature));
        }
        Term end = (beta == 0 ? new SoftTargets(temperature, scale, Mean.ROWS) : new ReverseKl(temperature, scale))
                .evaluate(signals);
        return endpoints == Endpoints.KL ? end(end) : nothing(end);
    }

    /**
     * With {@code r = log p - log q} and {@code u = log m - max(log p, log q) = log(1 + b' * (exp(-|r|) - 1))}, where {@code
     * b'} is the share of the larger one's other, nothing overflows and {@code u} is exactly 0 for equal inputs.
     */
    private Term mixed(Softened both) {
        INDArray q = both.student().shares();
        INDArray r = both.teacher().log().subi(both.student().log());
        INDArray mixture = mixtureBelowLarger(r);
        INDArray teacherAbove = Transforms.max(r.neg(), 0, false).addi(mixture).negi();
        INDArray studentAbove = Transforms.max(r, 0, false).addi(mixture).negi();
        double rows = q.size(0);
        double factor = scale.factor(temperature);
        double ofTeacher = Scores.dot(both.teacher().shares(), teacherAbove) / rows;
        double ofStudent = Scores.dot(q, studentAbove) / rows;
        INDArray gradient = both.student().backward(studentAbove).muli(factor * (1 - beta) / temperature / rows);
        List<Part> parts = List.of(
                Part.of(factor * beta, "kl-of-teacher", ofTeacher),
                Part.of(factor * (1 - beta), "kl-of-student", ofStudent));
        double value = factor * (beta * ofTeacher + (1 - beta) * ofStudent);
        return new Term(NAME, value, Map.of(Outputs.LOGITS, gradient), parts);
    }

    private INDArray mixtureBelowLarger(INDArray r) {
        INDArray share = r.gt(0).castTo(r.dataType()).muli(1 - 2 * beta).addi(beta);
        INDArray less = Transforms.expm1(Transforms.abs(r, true).negi(), false);
        return Transforms.log1p(less.muli(share), false);
    }

    private static Term end(Term end) {
        return new Term(NAME, end.value(), end.gradients(), List.of(end.weighted(1)));
    }

    private static Term nothing(Term end) {
        INDArray gradient = end.gradients().get(Outputs.LOGITS);
        return new Term(NAME, 0, Map.of(Outputs.LOGITS, gradient.assign(0)), List.of());
    }

    @Override
    public Set<String> teacherTaps() {
        return Set.of(Outputs.LOGITS);
    }
}
