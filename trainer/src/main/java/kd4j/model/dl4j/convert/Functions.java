package kd4j.model.dl4j.convert;

import java.util.Map;
import kd4j.model.Layer;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.Softmax;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** DL4J's activation functions as layers. */
final class Functions {
    private static final double SLOPE = 0.01;
    private static final double SIX = 6;
    private static final Map<Class<?>, Function> PLAIN = Map.of(
            ActivationReLU6.class, Function.RELU6,
            ActivationTanH.class, Function.TANH,
            ActivationSigmoid.class, Function.SIGMOID);

    private Functions() {}

    static boolean isIdentity(IActivation function) {
        return function instanceof ActivationIdentity;
    }

    /** The layer that does the same to this input. */
    static Layer layer(Source source, IActivation function, Flow input) {
        if (function instanceof ActivationSoftmax) {
            source.require(input.isVector(), "softmax of images is not the same in both");
            return new Softmax();
        }
        return new Activation(function(source, function));
    }

    private static Function function(Source source, IActivation function) {
        if (function instanceof ActivationReLU relu) {
            return rectifier(source, relu);
        }
        if (function instanceof ActivationLReLU leaky) {
            source.require(
                    leaky.getAlpha() == SLOPE, "leaky relu has the slope %s there, 0.01 in KD4J", leaky.getAlpha());
            return Function.LEAKY_RELU;
        }
        source.require(
                !(function instanceof ActivationGELU),
                "DL4J approximates gelu, KD4J works it out by the error function, so answers differ");
        Function plain = PLAIN.get(function.getClass());
        source.require(
                plain != null,
                "KD4J has no activation function %s; it has relu, relu6, leaky relu, tanh, sigmoid, softmax and identity",
                function);
        return plain;
    }

    private static Function rectifier(Source source, ActivationReLU relu) {
        boolean plain = zero(relu.getThreshold()) && zero(relu.getNegativeSlope());
        boolean six = relu.getMax() != null && relu.getMax() == SIX;
        source.require(
                plain && (relu.getMax() == null || six),
                "KD4J has no %s with maximum %s, threshold %s and negative slope %s",
                relu,
                relu.getMax(),
                relu.getThreshold(),
                relu.getNegativeSlope());
        return six ? Function.RELU6 : Function.RELU;
    }

    private static boolean zero(Double value) {
        return value == null || value == 0;
    }
}
