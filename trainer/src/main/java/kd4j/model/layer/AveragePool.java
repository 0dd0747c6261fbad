package kd4j.model.layer;

import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import kd4j.model.kernel.Window;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Keeps the mean of the numbers in each window of an image (a square) or of a signal (some steps of time), channel by channel.
 * Rows, columns and steps in which a window does not fit are left out. A border does not count into the mean.
 *
 * @param size side of the window in pixels, or its length in steps
 * @param stride pixels or steps from one window to the next; the size, so that windows touch, when left out
 * @param padding pixels or steps of border on each side, at most half the size
 */
@Component("average-pool")
public record AveragePool(int size, Optional<Integer> stride, @Default("0") int padding) implements Layer {
    public AveragePool {
        Require.positive("size", size);
        Require.that(stride.orElse(1) > 0, "stride", stride.orElse(1), "an integer >= 1");
        Require.that(padding >= 0 && 2 * padding <= size, "padding", padding, "an integer from 0 to half the size");
    }

    /** Without a border. */
    public AveragePool(int size, Optional<Integer> stride) {
        this(size, stride, 0);
    }

    /** The window that slides over samples of this shape. */
    public Window window(Shape input) {
        return Images.window(input, size, stride.orElse(size), padding);
    }

    @Override
    public Shape output(Shape input) {
        Images.checkEither("average-pool", input);
        return Images.output("average-pool", input, window(input), input.channels());
    }

    @Override
    public Computation computation(Shape input) {
        return new Mean(window(input));
    }

    private record Mean(Window window) implements Computation {
        @Override
        public void forward(Pass pass) {
            pass.kernels().averagePool(window, Images.of(pass.input()), Images.of(pass.output()));
        }

        @Override
        public void backward(Pass pass) {
            INDArray gradient = Images.of(pass.inputGradient());
            if (gradient != null) {
                INDArray outputGradient = Images.of(pass.outputGradient());
                pass.kernels().averagePoolGradient(window, Images.of(pass.input()), outputGradient, gradient);
            }
        }
    }
}
