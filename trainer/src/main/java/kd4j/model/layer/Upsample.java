package kd4j.model.layer;

import kd4j.component.Component;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import kd4j.model.kernel.Window;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Writes each pixel of an image {@code factor x factor} times, or each step of a signal {@code factor} times: {@code y[h, w, c] =
 * x[h / factor, w / factor, c]}, rounded down. Known as upsampling to the nearest neighbour.
 *
 * @param factor by which height and width, or time, grow
 */
@Component("upsample")
public record Upsample(int factor) implements Layer {
    public Upsample {
        Require.positive("factor", factor);
    }

    @Override
    public Shape output(Shape input) {
        Images.checkEither("upsample", input);
        return Images.isSignal(input)
                ? Shape.of(input.size(0) * factor, input.size(1))
                : Shape.of(input.size(0) * factor, input.size(1) * factor, input.size(2));
    }

    @Override
    public Computation computation(Shape input) {
        return new Copies(Images.window(input, factor, factor, 0));
    }

    private record Copies(Window window) implements Computation {
        @Override
        public void forward(Pass pass) {
            INDArray output = Images.of(pass.output());
            for (int y = 0; y < window.height(); y++) {
                for (int x = 0; x < window.width(); x++) {
                    copies(output, y, x).assign(Images.of(pass.input()));
                }
            }
        }

        /** Every copy that lies so far below and right of the first one. */
        private INDArray copies(INDArray output, int y, int x) {
            INDArrayIndex rows = NDArrayIndex.interval(y, window.height(), output.size(1));
            INDArrayIndex columns = NDArrayIndex.interval(x, window.width(), output.size(2));
            return output.get(NDArrayIndex.all(), rows, columns, NDArrayIndex.all());
        }

        /** The sum over all copies is their mean times their number. */
        @Override
        public void backward(Pass pass) {
            INDArray gradient = Images.of(pass.inputGradient());
            if (gradient != null) {
                pass.kernels().averagePool(window, Images.of(pass.outputGradient()), gradient);
                gradient.muli(window.height() * window.width());
            }
        }
    }
}
