package kd4j.method;

import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.loss.Loss;
import kd4j.loss.course.Course;
import kd4j.model.Architecture;

/**
 * Deep mutual learning: peers are trained from nothing along with the student, on labels and on each other's answers; the student
 * learns from the mean of what it hears from them. No trained teacher is needed. Peers are no part of the exported student.
 * Source: Zhang et al., arXiv 1706.00384, section 2; here student and peers take their steps at once, not in turns.
 *
 * @param peers how many peers there are
 * @param architecture the peers' network; the student's, with other first parameters, when left out
 * @param weight what the loss between networks is multiplied with, >= 0, a number or a course
 * @param loss how one network's answers are compared with another's, which stands in the teacher's place; a loss of class scores
 * @param objective the other losses of the student and their weights; peers learn from labels with cross-entropy beside what they
 *     hear
 */
@Component("mutual")
public record Mutual(
        @Default("1") int peers,
        Optional<Architecture> architecture,
        @Default("1.0") Course weight,
        @Default("{type: soft-targets, temperature: 1.0}") Loss loss,
        List<WeightedLoss> objective)
        implements Method {
    public Mutual {
        Require.positive("peers", peers);
        Require.that(weight.least() >= 0, "weight", weight.least(), "a number >= 0");
        objective = List.copyOf(objective);
        Objectives.check(objective);
    }

    @Override
    public Session begin(Context context) {
        return Objectives.begin(objective, context, problems -> Peers.of(this, context, problems));
    }
}
