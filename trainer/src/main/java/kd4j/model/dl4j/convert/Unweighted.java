package kd4j.model.dl4j.convert;

import java.util.Arrays;
import java.util.Optional;
import kd4j.model.Layer;
import kd4j.model.kernel.Window;
import kd4j.model.layer.AveragePool;
import kd4j.model.layer.GlobalAveragePool;
import kd4j.model.layer.GlobalMaxPool;
import kd4j.model.layer.MaxPool;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.IActivation;

/** Layers without parameters, and what may stand before and behind those with some. */
final class Unweighted {
    private static final int[] FIRST = {2, 3};
    private static final int[] LAST = {1, 2};

    private Unweighted() {}

    /** The name of a piece that an activation follows, which then has the layer's name, for it gives what the layer gives. */
    static String before(Source source, IActivation function) {
        return Functions.isIdentity(function) ? source.name() : source.name() + "-linear";
    }

    /** The activation function of a layer, behind it. */
    static Flow activated(Draft draft, Source source, IActivation function, Flow input) {
        return Functions.isIdentity(function)
                ? input
                : draft.through(source.name(), Functions.layer(source, function, input), input);
    }

    static Flow activation(Draft draft, Source source, Flow input) {
        return activated(draft, source, source.conf(ActivationLayer.class).getActivationFn(), input);
    }

    static Flow loss(Draft draft, Source source, Flow input) {
        return activated(draft, source, source.conf(LossLayer.class).getActivationFn(), input);
    }

    static Flow dropout(Draft draft, Source source, Flow input) {
        return dropped(draft, source, source.name(), input);
    }

    /** The dropout that DL4J applies to the input of a layer. */
    static Flow dropped(Draft draft, Source source, Flow input) {
        return dropped(draft, source, source.name() + "-dropout", input);
    }

    private static Flow dropped(Draft draft, Source source, String name, Flow input) {
        IDropout dropout = source.layer().conf().getLayer().getIDropout();
        if (dropout == null) {
            return input;
        }
        source.require(
                dropout.getClass() == Dropout.class,
                "KD4J has no %s",
                dropout.getClass().getSimpleName());
        Dropout plain = (Dropout) dropout;
        source.require(plain.getPSchedule() == null, "its dropout follows a schedule, KD4J's stays the same");
        // DL4J counts what is kept.
        return plain.getP() == 1
                ? input
                : draft.through(name, new kd4j.model.layer.Dropout(Source.rest(plain.getP())), input);
    }

    static Flow pooling(Draft draft, Source source, Flow input) {
        SubsamplingLayer conf = source.conf(SubsamplingLayer.class);
        source.requireImage(input, conf.getCnn2dDataFormat());
        Window window = new Windows(
                        conf.getKernelSize(),
                        conf.getStride(),
                        conf.getPadding(),
                        conf.getDilation(),
                        conf.getConvolutionMode())
                .over(input.shape(), source);
        requireSquare(source, window);
        return draft.through(source.name(), pool(source, conf, window), input);
    }

    private static void requireSquare(Source source, Window window) {
        source.require(
                window.height() == window.width() && window.paddingY() == window.paddingX(),
                "KD4J pools in squares with the same border all around, it has %dx%d with %dx%d there",
                window.height(),
                window.width(),
                window.paddingY(),
                window.paddingX());
        source.require(
                2 * window.paddingY() <= window.height(), "its border is wider than half a window, which KD4J has not");
    }

    private static Layer pool(Source source, SubsamplingLayer conf, Window window) {
        Optional<Integer> stride = Optional.of(window.strideY());
        if (conf.getPoolingType() == PoolingType.MAX) {
            return new MaxPool(window.height(), stride, window.paddingY());
        }
        requireMean(source, conf.getPoolingType());
        source.require(
                !conf.isAvgPoolIncludePadInDivisor() || window.paddingY() == 0,
                "it counts its border into the mean, which KD4J does not");
        return new AveragePool(window.height(), stride, window.paddingY());
    }

    private static void requireMean(Source source, PoolingType type) {
        source.require(type == PoolingType.AVG, "KD4J has no pooling %s", type);
    }

    static Flow global(Draft draft, Source source, Flow input) {
        GlobalPoolingLayer conf = source.conf(GlobalPoolingLayer.class);
        int[] axes = conf.getPoolingDimensions() == null ? FIRST : conf.getPoolingDimensions();
        source.require(input.isImage(), "it gets %s where an image is meant", input.shape());
        source.require(
                Arrays.equals(axes, input.channelsLast() ? LAST : FIRST),
                "it pools over the axes %s, which are not height and width",
                Arrays.toString(axes));
        source.require(conf.isCollapseDimensions(), "it gives images of one pixel, KD4J gives vectors");
        if (conf.getPoolingType() == PoolingType.MAX) {
            return draft.vector(source.name(), new GlobalMaxPool(), input);
        }
        requireMean(source, conf.getPoolingType());
        return draft.vector(source.name(), new GlobalAveragePool(), input);
    }
}
