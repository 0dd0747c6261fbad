package kd4j.model.layer;

import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import kd4j.model.kernel.Window;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Keeps the mean of the numbers in each square window of an image, channel by channel. There is no padding: rows and columns in which a
 * window does not fit are left out.
 *
 * @param size side of the window in pixels
 * @param stride pixels from one window to the next; the size, so that windows touch, when left out
 */
@Component("average-pool")
public record AveragePool(int size, Optional<Integer> stride) implements Layer {
    public AveragePool {
        Require.positive("size", size);
        Require.that(stride.orElse(1) > 0, "stride", stride.orElse(1), "an integer >= 1");
    }

    /** The window that slides. */
    public Window window() {
        return Window.square(size, stride.orElse(size), 0);
    }

    @Override
    public Shape output(Shape input) {
        return Images.output("average-pool", input, window(), input.channels());
    }

    @Override
    public Computation computation(Shape input) {
        return new Mean(window());
    }

    private record Mean(Window window) implements Computation {
        @Override
        public void forward(Pass pass) {
            pass.kernels().averagePool(window, pass.input(), pass.output());
        }

        @Override
        public void backward(Pass pass) {
            INDArray gradient = pass.inputGradient();
            if (gradient != null) {
                pass.kernels().averagePoolGradient(window, pass.input(), pass.outputGradient(), gradient);
            }
        }
    }
}
