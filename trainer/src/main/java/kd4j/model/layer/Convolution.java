package kd4j.model.layer;

import kd4j.model.Computation;
import kd4j.model.kernel.Window;

/** The arithmetic of all convolutions. */
record Convolution(Window window, int groups, boolean relu) implements Computation {
    @Override
    public void forward(Pass pass) {
        pass.kernels()
                .convolve(
                        window,
                        groups,
                        pass.input(),
                        pass.parameter("weight"),
                        pass.parameter("bias"),
                        relu,
                        pass.output());
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
                        pass.input(),
                        pass.parameter("weight"),
                        pass.outputGradient(),
                        pass.inputGradient(),
                        pass.gradient("weight"),
                        pass.gradient("bias"));
    }
}
