package kd4j.method;

import java.util.Optional;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.component.Section;
import kd4j.loss.Loss;
import kd4j.loss.course.Course;
import kd4j.method.adapter.Adapter;

/**
 * One summand of an objective.
 *
 * @param weight what the loss is multiplied with, >= 0, a number or a course over the training
 * @param at layers that a loss of features reads: a name, a list of names with one term each, or {@code student} and {@code
 *     teacher} where names differ; a loss that needs two layers of each network takes every two that follow each other
 * @param adapter what brings the student's array into the teacher's shape, trained along with the student and left out of the
 *     export; one for each layer
 * @param loss the loss
 */
@Section
public record WeightedLoss(@Default("1.0") Course weight, Optional<Taps> at, Optional<Adapter> adapter, Loss loss) {
    public WeightedLoss {
        Require.that(weight.least() >= 0, "weight", weight.least(), "a number >= 0");
        Require.that(
                adapter.isEmpty() || at.isPresent(), "adapter", "an adapter", "only where 'at' says for which layers");
    }

    /** A loss that reads class scores. */
    public WeightedLoss(double weight, Loss loss) {
        this(Course.of(weight), Optional.empty(), Optional.empty(), loss);
    }

    /** A loss of scores whose weight follows a course over the training. */
    public WeightedLoss(Course weight, Loss loss) {
        this(weight, Optional.empty(), Optional.empty(), loss);
    }

    /** A loss that reads layers. */
    public WeightedLoss(double weight, Taps at, Loss loss) {
        this(Course.of(weight), Optional.of(at), Optional.empty(), loss);
    }

    /** A loss that reads layers through adapters. */
    public WeightedLoss(double weight, Taps at, Adapter adapter, Loss loss) {
        this(Course.of(weight), Optional.of(at), Optional.of(adapter), loss);
    }
}
