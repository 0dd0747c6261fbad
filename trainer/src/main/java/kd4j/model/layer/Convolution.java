package kd4j.model.layer;

import kd4j.model.Computation;
import kd4j.model.kernel.Window;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The arithmetic of all convolutions. */
record Convolution(Window window, int groups, boolean relu) implements Computation {
    @Override
    public void forward(Pass pass) {
        pass.kernels()
                .convolve(
                        window,
                        groups,
                        Images.of(pass.input()),
                        kernels(pass.parameter("weight")),
                        pass.parameter("bias"),
                        relu,
                        Images.of(pass.output()));
    }

    @Override
    public void backward(Pass pass) {
        if (relu) {
            pass.rectify();
        }
        pass.kernels()
                .convolveGradient(
                        window,
                        groups,
                        Images.of(pass.input()),
                        kernels(pass.parameter("weight")),
                        Images.of(pass.outputGradient()),
                        Images.of(pass.inputGradient()),
                        kernels(pass.gradient("weight")),
                        pass.gradient("bias"));
    }

    /** Kernels of signals, {@code [out, in, length]}, as {@code [out, in, 1, length]}. */
    private static INDArray kernels(INDArray weight) {
        return weight.rank() == 3 ? weight.reshape('c', weight.size(0), weight.size(1), 1, weight.size(2)) : weight;
    }
}
