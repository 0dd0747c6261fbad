package kd4j.model;

import java.util.Map;
import kd4j.model.kernel.Kernels;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer's arithmetic at one place of one network. Used by one thread at a time; backward follows its own forward. */
public interface Computation {
    /**
     * The layer's output.
     *
     * @param input {@code [rows, ...]}, channels last, {@code 'c'} order; kept until backward; not changed
     * @param parameters the layer's parameters by name, views of the network's parameter vector
     */
    INDArray forward(INDArray input, Map<String, INDArray> parameters, Pass pass);

    /**
     * Writes the gradients of the parameters (overwriting what is there) and answers the gradient of the input.
     *
     * @param input what forward was given
     * @param output what forward answered
     * @param outputGradient gradient of the output; may be overwritten
     * @param gradients views of the network's gradient vector, by parameter name
     * @return the gradient of the input, or null where {@link Pass#inputGradient} is false
     */
    INDArray backward(
            INDArray input,
            INDArray output,
            INDArray outputGradient,
            Map<String, INDArray> parameters,
            Map<String, INDArray> gradients,
            Pass pass);

    /** What a computation may use while it runs. */
    interface Pass {
        /** Whether this is training (dropout drops, batch norm uses the batch's statistics). */
        boolean training();

        /** Whether anything before this layer needs a gradient. */
        boolean inputGradient();

        /** An array for the layer's output or for an input gradient, contents undefined, valid until the step ends. */
        INDArray allocate(long... sizes);

        /** A number from which this step's random draws of this layer follow; another one in each step and each layer. */
        long seed();

        Kernels kernels();
    }
}
