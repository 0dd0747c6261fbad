package kd4j.model.dl4j.convert;

import java.math.BigDecimal;
import kd4j.model.ModelException;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A piece of a DL4J network.
 *
 * @param name its name there
 * @param kind its class there
 * @param layer the layer itself; null for a vertex that is none
 */
record Source(String name, Class<?> kind, org.deeplearning4j.nn.api.Layer layer) {
    private static final String CONVERTIBLE =
            "Of DL4J's layers ConvolutionLayer, DenseLayer, OutputLayer, LossLayer, BatchNormalization, SubsamplingLayer (max, avg), "
                    + "GlobalPoolingLayer (max, avg), ActivationLayer and DropoutLayer can be converted, of its vertices "
                    + "ElementWiseVertex (Add), MergeVertex and PreprocessorVertex, with the preprocessors "
                    + "CnnToFeedForwardPreProcessor and FeedForwardToCnnPreProcessor";

    /** Its configuration, which is of this class. */
    <T extends Layer> T conf(Class<T> type) {
        return type.cast(layer.conf().getLayer());
    }

    /** What a share leaves of 1, in the decimals that people wrote: 0.1 of 0.9. */
    static double rest(double share) {
        return BigDecimal.ONE.subtract(BigDecimal.valueOf(share)).doubleValue();
    }

    /** One of its arrays; null where it has none of this name. */
    INDArray parameter(String key) {
        return layer.getParam(key);
    }

    /** A refusal for this reason. */
    ModelException refusal(String reason) {
        return new ModelException("layer '%s' (%s) cannot be converted: %s. %s"
                .formatted(name, kind.getSimpleName(), reason, CONVERTIBLE));
    }

    /** Refuses for this reason unless the condition holds. */
    void require(boolean condition, String reason, Object... values) {
        if (!condition) {
            throw refusal(reason.formatted(values));
        }
    }

    void requireVector(Flow input) {
        require(input.isVector(), "it gets %s where a vector is meant", input.shape());
    }

    /** Refuses what is no image, and images whose axes the layer takes for others than they are. */
    void requireImage(Flow input, CNN2DFormat format) {
        require(input.isImage(), "it gets %s where an image is meant", input.shape());
        CNN2DFormat given = input.channelsLast() ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
        require(format == given, "it is set to images in the format %s and gets %s", format, given);
    }
}
