package kd4j.model.layer;

import kd4j.model.Computation;
import kd4j.model.kernel.Memo;
import kd4j.model.kernel.Window;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arithmetic of all max pooling.
 *
 * @param rows height of what comes out, 1 for signals
 * @param columns width of what comes out
 */
record Maximum(Window window, int rows, int columns, Memo memo) implements Computation {
    @Override
    public void forward(Pass pass) {
        pass.kernels().maxPool(window, Images.of(pass.input()), memo, positions(pass.output()));
    }

    @Override
    public void backward(Pass pass) {
        INDArray gradient = Images.of(pass.inputGradient());
        if (gradient != null) {
            INDArray outputGradient = positions(pass.outputGradient());
            pass.kernels().maxPoolGradient(window, Images.of(pass.input()), outputGradient, memo, gradient);
        }
    }

    private INDArray positions(INDArray array) {
        return array.reshape('c', array.size(0), rows, columns, array.size(array.rank() - 1));
    }
}
