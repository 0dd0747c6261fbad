package kd4j.method;

import java.util.List;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.loss.course.Course;

/**
 * Contrastive representation distillation: a row's feature from the student is brought near the teacher's feature of the same row
 * and away from those of other rows, and the other way round. Both features are mapped to vectors of one length by trained dense
 * layers, which are no part of the exported student; the vectors of all rows are remembered, each moved a little whenever its row
 * is seen. The loss is noise-contrastive estimation. Source: Tian et al., arXiv 1910.10699, section 3.
 *
 * @param at one layer of each network, both vectors, mostly the one before the logits
 * @param weight what the loss is multiplied with, >= 0, a number or a course; the paper's is 0.8
 * @param size length of the vectors that are compared
 * @param count other rows that each row is compared with; the paper has 16384, with 50,000 rows
 * @param negatives which rows these are: {@code other-classes}, exact and the paper's choice where there are labels, or {@code
 *     any-row}, which is faster to draw and may hit rows of the same class
 * @param temperature what similarities are divided by, > 0
 * @param momentum share of a remembered vector that is kept when its row is seen, from 0 to below 1
 * @param objective the other losses and their weights
 */
@Component("crd")
public record Crd(
        Taps at,
        @Default("0.8") Course weight,
        @Default("128") int size,
        @Default("256") int count,
        @Default("other-classes") Negatives negatives,
        @Default("0.07") double temperature,
        @Default("0.5") double momentum,
        List<WeightedLoss> objective)
        implements Method {
    /** Which rows a row is kept away from. */
    public enum Negatives {
        /** Rows of other classes. */
        OTHER_CLASSES,
        /** Any rows. */
        ANY_ROW
    }

    public Crd {
        Require.that(weight.least() >= 0, "weight", weight.least(), "a number >= 0");
        Require.positive("size", size);
        Require.positive("count", count);
        Require.positive("temperature", temperature);
        Require.fraction("momentum", momentum);
        objective = List.copyOf(objective);
        Objectives.check(objective);
    }

    @Override
    public Session begin(Context context) {
        return Objectives.begin(objective, context, problems -> Contrasted.of(this, context, problems));
    }
}
