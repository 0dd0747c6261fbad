package kd4j.loss;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Two images of one size: the larger one has been made as small as the other.
 *
 * @param first {@code [rows, pixels, channels]}
 * @param second {@code [rows, pixels, channels]}, as many pixels
 * @param ofFirst what made the first image smaller; empty where nothing did
 * @param ofSecond what made the second image smaller; empty where nothing did
 */
record SameSize(INDArray first, INDArray second, Optional<Shrinking> ofFirst, Optional<Shrinking> ofSecond) {
    /** Of student and teacher, by averages. */
    static SameSize of(Pair images) {
        return of(images.loss(), images.student(), images.teacher(), AdaptiveMean::of);
    }

    /** Of two images {@code [rows, height, width, channels]}, neither of which may be higher but narrower than the other. */
    static SameSize of(String loss, INDArray first, INDArray second, Shrinking.Kind kind) {
        boolean smaller = first.size(1) <= second.size(1) && first.size(2) <= second.size(2);
        boolean larger = first.size(1) >= second.size(1) && first.size(2) >= second.size(2);
        Scores.check(
                larger || smaller,
                loss,
                first,
                second,
                "images of which neither is higher but narrower than the other");
        Optional<Shrinking> ofFirst = smaller ? Optional.empty() : Optional.of(shrinking(kind, first, second));
        Optional<Shrinking> ofSecond = larger ? Optional.empty() : Optional.of(shrinking(kind, second, first));
        return new SameSize(made(ofFirst, first), made(ofSecond, second), ofFirst, ofSecond);
    }

    private static Shrinking shrinking(Shrinking.Kind kind, INDArray large, INDArray small) {
        return kind.of(large, (int) small.size(1), (int) small.size(2));
    }

    private static INDArray made(Optional<Shrinking> shrinking, INDArray images) {
        INDArray pixels = Pair.pixels(images);
        return shrinking.map(s -> s.forward(pixels)).orElse(pixels);
    }

    /** The gradient at the first image's own pixels that belongs to one at {@link #first}. */
    INDArray backwardFirst(INDArray gradient) {
        return ofFirst.map(shrinking -> shrinking.backward(gradient)).orElse(gradient);
    }

    /** The gradient at the second image's own pixels that belongs to one at {@link #second}. */
    INDArray backwardSecond(INDArray gradient) {
        return ofSecond.map(shrinking -> shrinking.backward(gradient)).orElse(gradient);
    }
}
