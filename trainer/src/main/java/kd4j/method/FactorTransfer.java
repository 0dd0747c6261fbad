package kd4j.method;

import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.loss.Loss;
import kd4j.loss.course.Course;

/**
 * Factor transfer: a small network, the paraphraser, first learns to put a layer of the teacher into fewer channels from which it
 * can be made again; then another one, the translator, brings a layer of the student to these factors, trained along with the
 * student. Neither is part of the exported student. During the first stage the student stays as it is. Each stage has the schedule
 * of the learning rate to itself, its epochs counted from the stage's beginning. Source: Kim et al., arXiv 1802.04977, section 3.
 *
 * @param at one layer of each network, both images of one size, mostly the last ones
 * @param weight what the loss of factors is multiplied with, >= 0, a number or a course over the second stage
 * @param share share of the training that the first stage lasts, above 0 and below 1
 * @param factors channels of the factors, as a share of the teacher's channels, above 0 and at most 1
 * @param loss how factors are compared
 * @param objective the other losses of the second stage and their weights
 */
@Component("factor-transfer")
public record FactorTransfer(
        Taps at,
        @Default("50.0") Course weight,
        @Default("0.2") double share,
        @Default("0.5") double factors,
        @Default("ft") Loss loss,
        List<WeightedLoss> objective)
        implements Method {
    public FactorTransfer {
        Require.that(weight.least() >= 0, "weight", weight.least(), "a number >= 0");
        Require.that(share > 0 && share < 1, "share", share, "a number above 0 and below 1");
        Require.that(factors > 0 && factors <= 1, "factors", factors, "a number above 0, at most 1");
        objective = List.copyOf(objective);
        Objectives.check(objective);
    }

    @Override
    public Session begin(Context context) {
        Paraphrased[] made = new Paraphrased[1];
        Session second = Objectives.begin(objective, context, problems -> {
            Optional<Paraphrased> own = Paraphrased.of(this, context, problems);
            own.ifPresent(o -> made[0] = o);
            return own;
        });
        List<String> everything = new Freezing(context.student(), List.of()).all();
        return new StagedSession(List.of(
                new StagedSession.Running(
                        new WeightedSum(List.of(made[0].paraphrasing())),
                        everything,
                        0,
                        share,
                        new Session.Span(0, share)),
                new StagedSession.Running(second, List.of(), share, 1 - share, new Session.Span(share, 1))));
    }
}
