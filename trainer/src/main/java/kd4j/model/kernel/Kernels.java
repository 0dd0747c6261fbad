package kd4j.model.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arithmetic of the layers. Arrays are in {@code 'c'} order and of one data type, float or double; images are {@code
 * [rows, height, width, channels]}. Results are written into arrays of the caller, whose old contents don't matter; inputs are
 * not changed. An instance serves one network, in one thread at a time.
 */
public interface Kernels {
    /** Which code computes, the library first, for records of what ran: grows while shapes are met. */
    List<String> choices();

    /**
     * {@code output = a * b}, either one transposed first where so said; matrix by matrix where the arrays have three axes.
     *
     * @param a {@code [m, k]}, or {@code [k, m]} where transposed; or {@code [n, m, k]}
     * @param b {@code [k, n]}, or {@code [n, k]} where transposed
     * @param output {@code [m, n]}
     */
    void multiply(INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray output);

    /**
     * {@code output = input * weight + bias}, then {@code max(0, output)} where so said.
     *
     * @param input {@code [rows, in]}
     * @param weight {@code [in, out]}
     * @param bias {@code [out]}, or null for none
     * @param output {@code [rows, out]}
     */
    void affine(INDArray input, INDArray weight, INDArray bias, boolean relu, INDArray output);

    /**
     * Gradients of {@link #affine} before its relu.
     *
     * @param inputGradient as input, or null where nobody needs it
     * @param biasGradient {@code [out]}, or null where there is no bias
     */
    void affineGradient(
            INDArray input,
            INDArray weight,
            INDArray outputGradient,
            INDArray inputGradient,
            INDArray weightGradient,
            INDArray biasGradient);

    /** Adds {@code bias [channels]} along the last axis of {@code values}, in place. */
    void addBias(INDArray values, INDArray bias);

    /** The sum over all axes but the last. */
    void channelSums(INDArray values, INDArray sums);

    /**
     * Cross-correlation, as deep learning calls convolution, then {@code max(0, output)} where so said.
     *
     * @param groups into how many parts the channels are cut, each of which sees its own part of the input only; a divisor of
     *     both numbers of channels
     * @param input {@code [rows, height, width, in]}
     * @param weight {@code [out, in / groups, height, width]}
     * @param bias {@code [out]}, or null for none
     * @param output {@code [rows, positions, positions, out]}
     */
    void convolve(
            Window window, int groups, INDArray input, INDArray weight, INDArray bias, boolean relu, INDArray output);

    /**
     * Gradients of {@link #convolve} before its relu.
     *
     * @param inputGradient as input, or null where nobody needs it
     * @param biasGradient {@code [out]}, or null where there is no bias
     */
    void convolveGradient(
            Window window,
            int groups,
            INDArray input,
            INDArray weight,
            INDArray outputGradient,
            INDArray inputGradient,
            INDArray weightGradient,
            INDArray biasGradient);

    /** The largest value of each window, for each channel. Borders never win. */
    void maxPool(Window window, INDArray input, Memo memo, INDArray output);

    /** Gradient of {@link #maxPool}: all of it goes to the largest value. */
    void maxPoolGradient(Window window, INDArray input, INDArray outputGradient, Memo memo, INDArray inputGradient);

    /** The mean of each window, for each channel; borders are not counted. */
    void averagePool(Window window, INDArray input, INDArray output);

    /** Gradient of {@link #averagePool}. */
    void averagePoolGradient(Window window, INDArray input, INDArray outputGradient, INDArray inputGradient);

    /** The mean of each image's channels, {@code [rows, channels]}. */
    void imageMeans(INDArray input, INDArray output);

    /** Gradient of {@link #imageMeans}. */
    void imageMeansGradient(INDArray outputGradient, INDArray inputGradient);

    /** {@code output = f(input)}; both may be one array. */
    void apply(Function function, INDArray input, INDArray output);

    /**
     * {@code inputGradient = outputGradient * f'(input)}; the gradients may be one array.
     *
     * @param input what {@link #apply} was given; null where it is gone, which only functions whose slope follows from their
     *     value allow: relu, relu6, leaky relu, tanh, sigmoid
     * @param output what {@link #apply} answered
     */
    void applyGradient(
            Function function, INDArray input, INDArray output, INDArray outputGradient, INDArray inputGradient);

    /** {@code output = a + b}, then {@code max(0, output)} where so said; output may be one of the two. */
    void add(INDArray a, INDArray b, boolean relu, INDArray output);

    /** {@code output = input * scale + shift}, channel by channel, then {@code max(0, output)} where so said. */
    void scaleShift(INDArray input, INDArray scale, INDArray shift, boolean relu, INDArray output);

    /**
     * Batch normalisation with the statistics of these rows: {@code output = gamma * (input - mean) / sqrt(variance + epsilon)
     * + beta}, then {@code max(0, output)} where so said.
     *
     * @param mean is set to each channel's mean over all other axes
     * @param variance is set to each channel's (biased) variance over all other axes
     */
    void normalize(
            INDArray input,
            INDArray gamma,
            INDArray beta,
            double epsilon,
            boolean relu,
            INDArray mean,
            INDArray variance,
            Memo memo,
            INDArray output);

    /**
     * Gradients of {@link #normalize}, its relu included.
     *
     * @param output what {@link #normalize} answered
     * @param inputGradient as input, or null where nobody needs it
     */
    void normalizeGradient(
            INDArray input,
            INDArray gamma,
            INDArray beta,
            double epsilon,
            boolean relu,
            INDArray mean,
            INDArray variance,
            Memo memo,
            INDArray output,
            INDArray outputGradient,
            INDArray inputGradient,
            INDArray gammaGradient,
            INDArray betaGradient);

    /** {@code e^x / sum e^x} along the last axis. */
    void softmax(INDArray input, INDArray output);

    /** Gradient of {@link #softmax}; the gradients may be one array. */
    void softmaxGradient(INDArray output, INDArray outputGradient, INDArray inputGradient);

    /**
     * Fills an array with 0 (with probability {@code rate}) and {@code 1 / (1 - rate)}. The value at a place depends on the
     * seed and the place alone, not on threads or hardware.
     */
    void dropoutMask(long seed, double rate, INDArray mask);

    /** {@code output = a * b}, number by number. */
    void times(INDArray a, INDArray b, INDArray output);

    /** {@code running = kept * running + share * more}, for short vectors such as a layer's running statistics. */
    void blend(double kept, INDArray running, double share, INDArray more);

    /** Sets all numbers of a short vector to 0, whatever they are. */
    void clear(INDArray vector);
}
