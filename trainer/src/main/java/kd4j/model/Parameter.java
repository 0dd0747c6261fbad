package kd4j.model;

import kd4j.data.Shape;

/**
 * One array of numbers that belongs to a layer.
 *
 * @param name the name within the layer, such as {@code weight}
 * @param shape its sizes, stored in {@code 'c'} order
 * @param role what kind of parameter it is
 * @param start how its numbers are drawn before training
 */
public record Parameter(String name, Shape shape, Role role, Start start) {
    /** What kind of parameter. */
    public enum Role {
        /** Weights that multiply inputs. */
        WEIGHT,
        /** Added constants. */
        BIAS,
        /** Scale factors of a normalisation. */
        SCALE,
        /** Running statistics: kept and saved with the parameters, but never trained or decayed. */
        STATISTIC
    }

    /** How numbers are drawn before training. */
    public sealed interface Start {
        /** The same number everywhere. */
        record Constant(double value) implements Start {}

        /** Normal with mean 0 and this standard deviation. */
        record Normal(double sd) implements Start {}

        /** Uniform from {@code -bound} to {@code bound}. */
        record Uniform(double bound) implements Start {}

        /** He et al., arXiv 1502.01852: normal with sd {@code sqrt(2 / fanIn)}, for layers before a relu. */
        static Start he(long fanIn) {
            return new Normal(Math.sqrt(2.0 / fanIn));
        }
    }
}
