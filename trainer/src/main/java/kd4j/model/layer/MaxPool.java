package kd4j.model.layer;

import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import kd4j.model.kernel.Memo;
import kd4j.model.kernel.Window;

/**
 * Keeps the largest number in each window of an image (a square) or of a signal (some steps of time), channel by channel.
 * Rows, columns and steps in which a window does not fit are left out. A border never wins.
 *
 * @param size side of the window in pixels, or its length in steps
 * @param stride pixels or steps from one window to the next; the size, so that windows touch, when left out
 * @param padding pixels or steps of border on each side, at most half the size
 */
@Component("max-pool")
public record MaxPool(int size, Optional<Integer> stride, @Default("0") int padding) implements Layer {
    public MaxPool {
        Require.positive("size", size);
        Require.that(stride.orElse(1) > 0, "stride", stride.orElse(1), "an integer >= 1");
        Require.that(padding >= 0 && 2 * padding <= size, "padding", padding, "an integer from 0 to half the size");
    }

    /** Without a border. */
    public MaxPool(int size, Optional<Integer> stride) {
        this(size, stride, 0);
    }

    /** The window that slides over samples of this shape. */
    public Window window(Shape input) {
        return Images.window(input, size, stride.orElse(size), padding);
    }

    @Override
    public Shape output(Shape input) {
        Images.checkEither("max-pool", input);
        return Images.output("max-pool", input, window(input), input.channels());
    }

    @Override
    public Computation computation(Shape input) {
        Shape output = output(input);
        int rows = Images.isSignal(input) ? 1 : output.size(0);
        return new Maximum(window(input), rows, output.size(output.rank() - 2), new Memo());
    }
}
