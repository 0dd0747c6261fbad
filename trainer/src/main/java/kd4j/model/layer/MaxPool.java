package kd4j.model.layer;

import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import kd4j.model.kernel.Memo;
import kd4j.model.kernel.Window;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Keeps the largest number in each square window of an image, channel by channel. There is no padding: rows and columns in which a
 * window does not fit are left out.
 *
 * @param size side of the window in pixels
 * @param stride pixels from one window to the next; the size, so that windows touch, when left out
 */
@Component("max-pool")
public record MaxPool(int size, Optional<Integer> stride) implements Layer {
    public MaxPool {
        Require.positive("size", size);
        Require.that(stride.orElse(1) > 0, "stride", stride.orElse(1), "an integer >= 1");
    }

    /** The window that slides. */
    public Window window() {
        return Window.square(size, stride.orElse(size), 0);
    }

    @Override
    public Shape output(Shape input) {
        return Images.output("max-pool", input, window(), input.channels());
    }

    @Override
    public Computation computation(Shape input) {
        return new Largest(window(), new Memo());
    }

    private record Largest(Window window, Memo memo) implements Computation {
        @Override
        public void forward(Pass pass) {
            pass.kernels().maxPool(window, pass.input(), memo, pass.output());
        }

        @Override
        public void backward(Pass pass) {
            INDArray gradient = pass.inputGradient();
            if (gradient != null) {
                pass.kernels().maxPoolGradient(window, pass.input(), pass.outputGradient(), memo, gradient);
            }
        }
    }
}
