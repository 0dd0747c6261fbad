package kd4j.loss;

import kd4j.component.Component;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far the student's image at an inner layer is from the teacher's, looked at from near and far (hierarchical context
 * loss): the mean of {@code (student - teacher)^2}, added to the same for both images averaged down to 4x4, 2x2 and 1x1,
 * with the weights 1/2, 1/4, 1/8 in that order, and divided by the sum of all weights. Only sizes below the image's height
 * are used, and the first one used has weight 1/2. It is 0 when both agree. Both are images of the same shape, {@code [rows,
 * height, width, channels]}. The gradient is the sum of those of the means. ReviewKD adds it up over stages, behind adapters
 * that fuse each stage with the deeper ones; this is the loss of one. Source: Chen et al., arXiv 2104.09044.
 */
@Component("review-hcl")
public record ReviewHcl() implements TapLoss {
    private static final String NAME = "review-hcl";

    private static final int[] SIZES = {4, 2, 1};

    @Override
    public Term evaluate(Signals signals) {
        Pair pair = Pair.of(NAME, signals).images().same();
        INDArray images = pair.student();
        INDArray difference = Pair.pixels(images.sub(pair.teacher()));
        Measured near = mean(difference);
        INDArray gradient = near.gradient();
        double value = near.value();
        double weights = 1;
        double weight = 1;
        for (int size : SIZES) {
            if (size < images.size(1)) {
                weight /= 2;
                weights += weight;
                AdaptiveMean view = AdaptiveMean.of(images, size, size);
                Measured far = mean(view.forward(difference));
                value += weight * far.value();
                gradient.addi(view.backward(far.gradient()).muli(weight));
            }
        }
        return pair.term(value / weights, gradient.divi(weights));
    }

    private static Measured mean(INDArray difference) {
        return Measured.square(difference, 1.0 / difference.length());
    }
}
