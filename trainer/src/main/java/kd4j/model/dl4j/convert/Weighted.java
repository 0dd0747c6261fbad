package kd4j.model.dl4j.convert;

import java.util.Optional;
import kd4j.model.kernel.Window;
import kd4j.model.layer.BatchNorm;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.Dense;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Layers with parameters. */
final class Weighted {
    private Weighted() {}

    static Flow dense(Draft draft, Source source, Flow input) {
        FeedForwardLayer conf = source.conf(FeedForwardLayer.class);
        source.requireVector(input);
        source.require(
                !(conf instanceof DenseLayer dense && dense.hasLayerNorm()), "KD4J's dense has no layer norm inside");
        INDArray weight = source.parameter("W");
        Flow dropped = Unweighted.dropped(draft, source, input);
        Dense layer = new Dense(Math.toIntExact(weight.size(1)), source.parameter("b") != null);
        Flow sum = draft.vector(Unweighted.before(source, conf.getActivationFn()), layer, dropped);
        parameters(draft, source, sum, input.aligned(weight));
        return Unweighted.activated(draft, source, conf.getActivationFn(), sum);
    }

    private static void parameters(Draft draft, Source source, Flow piece, INDArray weight) {
        draft.value(piece, "weight", weight);
        if (source.parameter("b") != null) {
            draft.value(piece, "bias", source.parameter("b"));
        }
    }

    static Flow convolution(Draft draft, Source source, Flow input) {
        ConvolutionLayer conf = source.conf(ConvolutionLayer.class);
        source.requireImage(input, conf.getCnn2dDataFormat());
        Window window = new Windows(
                        conf.getKernelSize(),
                        conf.getStride(),
                        conf.getPadding(),
                        conf.getDilation(),
                        conf.getConvolutionMode())
                .over(input.shape(), source);
        Flow dropped = Unweighted.dropped(draft, source, input);
        Flow sum = draft.through(Unweighted.before(source, conf.getActivationFn()), conv2d(source, window), dropped);
        // DL4J keeps weights [out, in, height, width] whichever format its images have.
        parameters(draft, source, sum, source.parameter("W"));
        return Unweighted.activated(draft, source, conf.getActivationFn(), sum);
    }

    private static Conv2d conv2d(Source source, Window window) {
        return new Conv2d(
                Math.toIntExact(source.parameter("W").size(0)),
                window.height(),
                window.strideY(),
                Optional.of(window.paddingY()),
                source.parameter("b") != null,
                1,
                Optional.of(window.width()).filter(w -> w != window.height()),
                Optional.of(window.paddingX()).filter(p -> p != window.paddingY()));
    }

    static Flow norm(Draft draft, Source source, Flow input) {
        BatchNormalization conf = source.conf(BatchNormalization.class);
        if (input.isImage()) {
            source.requireImage(input, conf.getCnn2DFormat());
        } else {
            source.requireVector(input);
        }
        source.require(conf.getDecay() < 1, "its decay is %s, so that its statistics never move", conf.getDecay());
        BatchNorm layer = new BatchNorm(conf.getEps(), Source.rest(conf.getDecay()));
        Flow output = draft.through(source.name(), layer, input);
        INDArray mean = source.parameter("mean");
        draft.value(output, "mean", input.aligned(mean));
        draft.value(output, "variance", input.aligned(variance(source, conf)));
        draft.value(output, "gamma", input.aligned(scale(source, conf, "gamma", conf.getGamma(), mean)));
        draft.value(output, "beta", input.aligned(scale(source, conf, "beta", conf.getBeta(), mean)));
        return output;
    }

    /** DL4J may keep the decimal logarithm of the standard deviation instead. */
    private static INDArray variance(Source source, BatchNormalization conf) {
        if (!conf.isUseLogStd()) {
            return source.parameter("var");
        }
        INDArray exponent =
                source.parameter("log10stdev").castTo(DataType.DOUBLE).mul(2 * Math.log(10));
        return Transforms.exp(exponent, false);
    }

    private static INDArray scale(
            Source source, BatchNormalization conf, String name, double locked, INDArray likeThis) {
        if (!conf.isLockGammaBeta()) {
            return source.parameter(name);
        }
        boolean none = conf.getGamma() == 1 && conf.getBeta() == 0;
        source.require(
                none || (conf.getGamma() != 1 && conf.getBeta() != 0),
                "gamma is locked at %s and beta at %s, and DL4J itself applies both or none of them",
                conf.getGamma(),
                conf.getBeta());
        return Nd4j.valueArrayOf(likeThis.shape(), locked, DataType.DOUBLE);
    }
}
