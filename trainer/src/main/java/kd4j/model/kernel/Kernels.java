package kd4j.model.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arithmetic of the layers. Arrays are in {@code 'c'} order and of one data type, float or double; images are {@code
 * [rows, height, width, channels]}. Results are written into arrays of the caller, whose old contents don't matter; inputs are
 * not changed.
 */
public interface Kernels {
    /**
     * {@code output = a * b}, either one transposed first where so said.
     *
     * @param a {@code [m, k]}, or {@code [k, m]} where transposed
     * @param b {@code [k, n]}, or {@code [n, k]} where transposed
     * @param output {@code [m, n]}
     */
    void multiply(INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray output);

    /** Adds {@code bias [channels]} along the last axis of {@code values}, in place. */
    void addBias(INDArray values, INDArray bias);

    /** The sum over all axes but the last. */
    void channelSums(INDArray values, INDArray sums);

    /**
     * Cross-correlation, as deep learning calls convolution.
     *
     * @param input {@code [rows, height, width, in]}
     * @param weight {@code [out, in, size, size]}
     * @param bias {@code [out]}, or null for none
     * @param output {@code [rows, positions, positions, out]}
     */
    void convolve(Window window, INDArray input, INDArray weight, INDArray bias, INDArray output);

    /**
     * Gradients of {@link #convolve}.
     *
     * @param inputGradient as input, or null where nobody needs it
     * @param biasGradient {@code [out]}, or null where there is no bias
     */
    void convolveGradient(
            Window window,
            INDArray input,
            INDArray weight,
            INDArray outputGradient,
            INDArray inputGradient,
            INDArray weightGradient,
            INDArray biasGradient);

    /** The largest value of each window, for each channel. */
    void maxPool(Window window, INDArray input, INDArray output);

    /** Gradient of {@link #maxPool}: all of it goes to the largest value. */
    void maxPoolGradient(Window window, INDArray input, INDArray outputGradient, INDArray inputGradient);

    /** The mean of each window, for each channel. */
    void averagePool(Window window, INDArray input, INDArray output);

    /** Gradient of {@link #averagePool}. */
    void averagePoolGradient(Window window, INDArray input, INDArray outputGradient, INDArray inputGradient);

    /** The mean of each image's channels, {@code [rows, channels]}. */
    void imageMeans(INDArray input, INDArray output);

    /** Gradient of {@link #imageMeans}. */
    void imageMeansGradient(INDArray outputGradient, INDArray inputGradient);

    /** {@code output = f(input)}. */
    void apply(Function function, INDArray input, INDArray output);

    /** {@code inputGradient = outputGradient * f'}, the slope worked out from {@code output = f(input)}. */
    void applyGradient(Function function, INDArray output, INDArray outputGradient, INDArray inputGradient);

    /** Mean and (biased) variance of each channel over all other axes. */
    void statistics(INDArray values, INDArray mean, INDArray variance);

    /** {@code output = input * scale + shift}, channel by channel. */
    void scaleShift(INDArray input, INDArray scale, INDArray shift, INDArray output);

    /**
     * Gradients of batch normalisation {@code y = gamma * xhat + beta}, {@code xhat = (x - mean) * inverseSd}, whose mean and
     * standard deviation come from the same rows.
     *
     * @param inputGradient as input, or null where nobody needs it
     */
    void normalizeGradient(
            INDArray input,
            INDArray mean,
            INDArray inverseSd,
            INDArray gamma,
            INDArray outputGradient,
            INDArray inputGradient,
            INDArray gammaGradient,
            INDArray betaGradient);

    /**
     * Fills an array with 0 (with probability {@code rate}) and {@code 1 / (1 - rate)}. The value at a place depends on the
     * seed and the place alone, not on threads or hardware.
     */
    void dropoutMask(long seed, double rate, INDArray mask);

    /** {@code output = a * b}, number by number. */
    void times(INDArray a, INDArray b, INDArray output);
}
