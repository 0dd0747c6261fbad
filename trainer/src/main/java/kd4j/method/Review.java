package kd4j.method;

import java.util.List;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.loss.ReviewHcl;
import kd4j.loss.course.Course;

/**
 * Knowledge review: each layer of the student, together with what the deeper ones have gathered, learns from the teacher's layer
 * at its height. The layers are fused from the deepest one up by small trained networks that weigh both sources pixel by pixel: the
 * paper's attention based fusion, which is a part of this method and no adapter of single layers, because it joins several; the loss compares means over parts of the image, coarse to fine. Fusion is no part of the exported student. Source: Chen et
 * al., arXiv 2104.09044.
 *
 * @param at the layers, images, from the shallowest to the deepest, two or more
 * @param weight what the loss of all layers is multiplied with, >= 0, a number or a course; the paper lets it grow in the first epochs
 * @param width channels of what is passed from layer to layer
 * @param objective the other losses and their weights
 */
@Component("review")
public record Review(
        Taps at,
        @Default("{type: linear, from: 0.0, to: 1.0, end: 0.1}") Course weight,
        @Default("64") int width,
        List<WeightedLoss> objective)
        implements Method {
    public Review {
        Require.that(weight.least() >= 0, "weight", weight.least(), "a number >= 0");
        Require.positive("width", width);
        objective = List.copyOf(objective);
        Objectives.check(objective);
    }

    @Override
    public Session begin(Context context) {
        return Objectives.begin(
                objective, context, problems -> ReviewFusion.of(at, weight, new ReviewHcl(), width, context, problems));
    }
}
