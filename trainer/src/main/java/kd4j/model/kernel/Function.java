package kd4j.model.kernel;

/** A function that is applied to each number by itself. */
public enum Function {
    /** {@code max(0, x)}. */
    RELU,
    /** {@code min(6, max(0, x))}. Source: Howard et al., arXiv 1704.04861. */
    RELU6,
    /** {@code x} where positive, {@code 0.01 x} elsewhere. */
    LEAKY_RELU,
    /** {@code x * P(X <= x)} for a standard normal {@code X}, by the error function. Source: arXiv 1606.08415. */
    GELU,
    /** {@code x * min(6, max(0, x + 3)) / 6}. Source: Howard et al., arXiv 1905.02244. */
    HARD_SWISH,
    /** Hyperbolic tangent, from -1 to 1. */
    TANH,
    /** {@code 1 / (1 + exp(-x))}, from 0 to 1. */
    SIGMOID
}
