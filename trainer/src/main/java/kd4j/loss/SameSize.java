package kd4j.loss;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Two images of one size: the larger one has been averaged down to the smaller one's.
 *
 * @param first {@code [rows, pixels, channels]}
 * @param second {@code [rows, pixels, channels]}, as many pixels
 * @param ofFirst what made the first image smaller; empty where nothing did
 * @param ofSecond what made the second image smaller; empty where nothing did
 */
record SameSize(INDArray first, INDArray second, Optional<AdaptiveMean> ofFirst, Optional<AdaptiveMean> ofSecond) {
    /** Of student and teacher. */
    static SameSize of(Pair images) {
        return of(images.loss(), images.student(), images.teacher());
    }

    /** Of two images {@code [rows, height, width, channels]}, neither of which may be higher but narrower than the other. */
    static SameSize of(String loss, INDArray first, INDArray second) {
        boolean smaller = first.size(1) <= second.size(1) && first.size(2) <= second.size(2);
        boolean larger = first.size(1) >= second.size(1) && first.size(2) >= second.size(2);
        Scores.check(
                larger || smaller,
                loss,
                first,
                second,
                "images of which neither is higher but narrower than the other");
        Optional<AdaptiveMean> ofFirst = smaller ? Optional.empty() : Optional.of(mean(first, second));
        Optional<AdaptiveMean> ofSecond = larger ? Optional.empty() : Optional.of(mean(second, first));
        return new SameSize(made(ofFirst, first), made(ofSecond, second), ofFirst, ofSecond);
    }

    private static AdaptiveMean mean(INDArray large, INDArray small) {
        return AdaptiveMean.of(large, (int) small.size(1), (int) small.size(2));
    }

    private static INDArray made(Optional<AdaptiveMean> mean, INDArray images) {
        INDArray pixels = Pair.pixels(images);
        return mean.map(m -> m.forward(pixels)).orElse(pixels);
    }

    /** The gradient at the first image's own pixels that belongs to one at {@link #first}. */
    INDArray backwardFirst(INDArray gradient) {
        return ofFirst.map(mean -> mean.backward(gradient)).orElse(gradient);
    }

    /** The gradient at the second image's own pixels that belongs to one at {@link #second}. */
    INDArray backwardSecond(INDArray gradient) {
        return ofSecond.map(mean -> mean.backward(gradient)).orElse(gradient);
    }
}
