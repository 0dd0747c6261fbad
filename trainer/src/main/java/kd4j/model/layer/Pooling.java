package kd4j.model.layer;

import java.util.Map;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.kernel.Kernels;
import kd4j.model.kernel.Window;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What all poolings have in common: only the two kernels differ. */
record Pooling(Window window, Shape shape, Down down, Up up) implements Computation {
    /** Makes one number of each window. */
    interface Down {
        void run(Kernels kernels, Window window, INDArray input, INDArray output);
    }

    /** Gives each window's gradient back to its numbers. */
    interface Up {
        void run(Kernels kernels, Window window, INDArray input, INDArray outputGradient, INDArray inputGradient);
    }

    @Override
    public INDArray forward(INDArray input, Map<String, INDArray> parameters, Pass pass) {
        INDArray output = pass.allocate(shape.batch(input.size(0)));
        down.run(pass.kernels(), window, input, output);
        return output;
    }

    @Override
    public INDArray backward(
            INDArray input,
            INDArray output,
            INDArray outputGradient,
            Map<String, INDArray> parameters,
            Map<String, INDArray> gradients,
            Pass pass) {
        INDArray gradient = pass.allocate(input.shape());
        up.run(pass.kernels(), window, input, outputGradient, gradient);
        return gradient;
    }
}
