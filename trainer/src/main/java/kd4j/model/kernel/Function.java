package kd4j.model.kernel;

/** A function that is applied to each number by itself and whose slope follows from its value. */
public enum Function {
    /** {@code max(0, x)}. */
    RELU,
    /** Hyperbolic tangent, from -1 to 1. */
    TANH,
    /** {@code 1 / (1 + exp(-x))}, from 0 to 1. */
    SIGMOID
}
