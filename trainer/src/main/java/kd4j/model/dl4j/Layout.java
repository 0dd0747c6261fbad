package kd4j.model.dl4j;

import java.util.Arrays;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.ModelException;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How a plain DL4J network wants its samples. DL4J itself flattens images channels first, so flat images are given so. */
enum Layout {
    FLAT,
    CHANNELS_FIRST,
    CHANNELS_LAST;

    /** What the first layer of a network takes, and whether samples of this shape can be that. */
    static Layout of(GraphVertex first, Shape samples) {
        if (!(first instanceof LayerVertex vertex)) {
            throw new ModelException("the network begins with a %s; only networks that begin with a layer can be read"
                    .formatted(first.getClass().getSimpleName()));
        }
        Layout layout = layout(vertex.getPreProcessor(), vertex.getLayerConf().getLayer());
        check(layout, vertex, samples);
        return layout;
    }

    private static Layout layout(InputPreProcessor before, Layer layer) {
        if (before instanceof FeedForwardToCnnPreProcessor) {
            return FLAT;
        }
        if (before instanceof CnnToFeedForwardPreProcessor images) {
            return of(images.getFormat());
        }
        if (before != null) {
            throw new ModelException("the first layer's input goes through a %s, which is not known here"
                    .formatted(before.getClass().getSimpleName()));
        }
        if (layer instanceof ConvolutionLayer convolution) {
            return of(convolution.getCnn2dDataFormat());
        }
        return layer instanceof SubsamplingLayer pooling ? of(pooling.getCnn2dDataFormat()) : FLAT;
    }

    private static Layout of(CNN2DFormat format) {
        return format == CNN2DFormat.NHWC ? CHANNELS_LAST : CHANNELS_FIRST;
    }

    private static void check(Layout layout, LayerVertex vertex, Shape samples) {
        long given = layout == FLAT ? samples.values() : samples.channels();
        long wanted = wanted(vertex);
        boolean images = layout == FLAT || samples.rank() == 3;
        if (!images || (wanted > 0 && wanted != given)) {
            throw new ShapeException("the network takes %s, the samples are %s"
                    .formatted(layout == FLAT ? wanted + " values" : "images with " + wanted + " channels", samples));
        }
    }

    /** Values or channels; 0 where the configuration doesn't say. */
    private static long wanted(LayerVertex vertex) {
        if (vertex.getPreProcessor() instanceof FeedForwardToCnnPreProcessor flat) {
            return flat.getInputHeight() * flat.getInputWidth() * flat.getNumChannels();
        }
        if (vertex.getPreProcessor() instanceof CnnToFeedForwardPreProcessor images) {
            return images.getNumChannels();
        }
        Layer layer = vertex.getLayerConf().getLayer();
        return layer instanceof FeedForwardLayer known && !(layer instanceof BatchNormalization) ? known.getNIn() : 0;
    }

    /** Samples {@code [rows, ...]}, channels last, as the network wants them; a copy unless they are so already. */
    INDArray arrange(INDArray samples) {
        INDArray ordered = this != CHANNELS_LAST && samples.rank() == 4
                ? samples.permute(0, 3, 1, 2).dup('c')
                : samples;
        long rows = samples.size(0);
        return this == FLAT ? ordered.reshape('c', new long[] {rows, samples.length() / rows}) : ordered;
    }

    /** As people write it. */
    static String text(long[] sizes) {
        return Arrays.toString(sizes);
    }
}
