package kd4j.model;

import kd4j.model.kernel.Kernels;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer's arithmetic at one place of one network. Used by one thread at a time; backward follows its own forward. */
public interface Computation {
    /** Writes {@link Pass#output}, all of it. */
    void forward(Pass pass);

    /**
     * Writes the gradients of all trained parameters and of those inputs that need one, overwriting what is there. The pass
     * has the same inputs, output and rooms as in forward.
     */
    void backward(Pass pass);

    /**
     * What a computation reads and where it writes. Arrays are {@code [rows, ...]}, channels last, {@code 'c'} order, of the
     * network's data type.
     */
    interface Pass {
        /** Whether this is training (dropout drops, batch norm uses the batch's statistics, backward follows). */
        boolean training();

        /** What comes in; not to be changed. */
        INDArray input(int index);

        /** What comes in where only one array does; not to be changed. */
        default INDArray input() {
            return input(0);
        }

        /** Room for what goes out; in backward, what forward wrote there, not to be changed. */
        INDArray output();

        /** A parameter, a view of the network's parameter vector; null where the layer has none of this name. */
        INDArray parameter(String name);

        /** Room for a parameter's gradient, a view of the network's gradient vector; null where there is none of this name. */
        INDArray gradient(String name);

        /** The gradient of the output; not to be changed. */
        INDArray outputGradient();

        /**
         * Brings {@link #outputGradient} back through a {@code max(0, x)} that forward did at its end: from now on it is 0
         * where the output is.
         */
        void rectify();

        /** Room for the gradient of an input; null where nobody needs it. */
        INDArray inputGradient(int index);

        /** Room for the gradient of the only input; null where nobody needs it. */
        default INDArray inputGradient() {
            return inputGradient(0);
        }

        /** Says that the gradient of an input is that of the output, instead of writing it into {@link #inputGradient}. */
        void passGradient(int index);

        /** Working memory that keeps its contents from forward to backward, one array for each name; first contents undefined. */
        INDArray room(String name, long... sizes);

        /** A number from which this step's random draws of this layer follow; another one in each step and each layer. */
        long seed();

        /** The arithmetic. */
        Kernels kernels();
    }
}
