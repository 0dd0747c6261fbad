package kd4j.method;

import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.loss.Loss;
import kd4j.loss.course.Course;

/**
 * Mean teacher: the student learns from its own moving average, whose weights follow by {@code average = decay * average + (1 -
 * decay) * student} after each step, with a smaller decay in the first steps. The average answers without dropout and with its
 * own running statistics. No trained teacher is needed. Source: Tarvainen and Valpola, arXiv 1703.01780, section 2, here on
 * labelled rows.
 *
 * @param decay largest share of the average that is kept in a step, from 0 to below 1
 * @param weight what the loss is multiplied with, >= 0, a number or a course; the paper lets it grow in the first epochs
 * @param loss how the student's answers are compared with the average's, which stands in the teacher's place; a loss of class scores
 * @param objective the other losses and their weights
 */
@Component("mean-teacher")
public record MeanTeacher(
        @Default("0.999") double decay,
        @Default("1.0") Course weight,
        @Default("{type: soft-targets, temperature: 1.0}") Loss loss,
        List<WeightedLoss> objective)
        implements Method {
    public MeanTeacher {
        Require.fraction("decay", decay);
        Require.that(weight.least() >= 0, "weight", weight.least(), "a number >= 0");
        objective = List.copyOf(objective);
        Objectives.check(objective);
    }

    @Override
    public Session begin(Context context) {
        context.asked().mustFit(loss);
        return Objectives.begin(objective, context, problems -> {
            Optional<Summand> none = Optional.empty();
            return AveragedTeacher.fits(loss, problems) ? Optional.of(new AveragedTeacher(this, context)) : none;
        });
    }
}
