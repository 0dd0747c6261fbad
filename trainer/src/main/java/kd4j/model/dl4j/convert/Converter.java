package kd4j.model.dl4j.convert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.ModelException;
import kd4j.model.layer.Flatten;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Goes through a graph of DL4J's pieces in the order in which they are worked out, and writes down KD4J's pieces that do the
 * same. What has not exactly its like in KD4J is refused.
 */
public final class Converter {
    /** What becomes of a layer. */
    @FunctionalInterface
    private interface Way {
        Flow convert(Draft draft, Source source, Flow input);
    }

    /** By exact class: what is derived from these often computes something else. */
    private static final Map<Class<?>, Way> WAYS = Map.ofEntries(
            Map.entry(DenseLayer.class, Weighted::dense),
            Map.entry(OutputLayer.class, Weighted::dense),
            Map.entry(ConvolutionLayer.class, Weighted::convolution),
            Map.entry(Convolution2D.class, Weighted::convolution),
            Map.entry(BatchNormalization.class, Weighted::norm),
            Map.entry(SubsamplingLayer.class, Unweighted::pooling),
            Map.entry(Pooling2D.class, Unweighted::pooling),
            Map.entry(GlobalPoolingLayer.class, Unweighted::global),
            Map.entry(ActivationLayer.class, Unweighted::activation),
            Map.entry(LossLayer.class, Unweighted::loss),
            Map.entry(DropoutLayer.class, Unweighted::dropout));

    private final ComputationGraph graph;
    private final ComputationGraphConfiguration conf;
    private final Map<String, String> names;
    private final boolean flat;
    private final Flow samples;
    private final Draft draft = new Draft();
    private final Map<String, Flow> flows = new HashMap<>();

    /**
     * Prepares for a graph.
     *
     * @param graph with one input and one output, whose last softmax is taken off
     * @param names what people called its vertices, by vertex, where that is another name
     * @param samples the shape of a sample, channels last
     * @param flat whether the graph takes its samples as vectors
     * @param channelsLast whether the graph takes images with their channels last
     */
    public Converter(
            ComputationGraph graph, Map<String, String> names, Shape samples, boolean flat, boolean channelsLast) {
        this.graph = graph;
        this.conf = graph.getConfiguration();
        this.names = names;
        this.flat = flat;
        this.samples = Flow.samples(Blueprint.INPUT, samples, channelsLast);
        flows.put(conf.getNetworkInputs().get(0), this.samples);
    }

    /** A network of KD4J with the graph's numbers; the graph can be closed. */
    public Converted convert() {
        for (int index : graph.topologicalSortOrder()) {
            String name = graph.getVertices()[index].getVertexName();
            if (!conf.getNetworkInputs().contains(name)) {
                flows.put(name, vertex(name, conf.getVertices().get(name)));
            }
        }
        return new Converted(draft.network(samples.shape(), end(), type()), LeftOut.of(conf, names));
    }

    private DataType type() {
        DataType type = conf.getDataType();
        if (type != DataType.FLOAT && type != DataType.DOUBLE) {
            throw new ModelException("the network's numbers are of type %s; KD4J has FLOAT and DOUBLE".formatted(type));
        }
        return type;
    }

    private Flow end() {
        String name = conf.getNetworkOutputs().get(0);
        checkUsed(name);
        Flow end = flows.get(name);
        if (end.equals(samples) || !end.order().isEmpty()) {
            throw new ModelException(
                    end.equals(samples)
                            ? "the network has no layer that KD4J needs"
                            : "layer '%s' gives its class scores channels first, as pixels of an image"
                                    .formatted(name));
        }
        return end;
    }

    private void checkUsed(String output) {
        Set<String> unused = new TreeSet<>(conf.getVertices().keySet());
        conf.getVertexInputs().values().forEach(unused::removeAll);
        unused.remove(output);
        if (!unused.isEmpty()) {
            throw new ModelException("nothing uses what %s give; a network has one end, here '%s'. Remove them in DL4J"
                    .formatted(unused, output));
        }
    }

    private String called(String vertex) {
        return names.getOrDefault(vertex, vertex);
    }

    private Flow vertex(String name, GraphVertex vertex) {
        List<Flow> inputs = new ArrayList<>();
        conf.getVertexInputs().get(name).forEach(i -> inputs.add(flows.get(i)));
        if (vertex instanceof LayerVertex layer) {
            return layer(name, layer, inputs.get(0));
        }
        Source source = new Source(called(name), vertex.getClass(), null);
        return vertex instanceof PreprocessorVertex before
                ? prepared(source, source.name(), before.getPreProcessor(), inputs.get(0))
                : Joins.join(draft, source, vertex, inputs);
    }

    private Flow layer(String name, LayerVertex vertex, Flow input) {
        Class<?> kind = vertex.getLayerConf().getLayer().getClass();
        Source source = new Source(called(name), kind, graph.getLayer(name));
        Way way = WAYS.get(kind);
        source.require(way != null, "KD4J has no layer that does exactly the same, or it is not known here");
        source.require(
                kind != ActivationLayer.class
                        || !isShared(conf.getVertexInputs().get(name).get(0)),
                "what feeds it feeds other layers too, and when DL4J answers, but not when it trains, this layer writes over it");
        return way.convert(
                draft, source, prepared(source, source.name() + "-flatten", vertex.getPreProcessor(), input));
    }

    /** Whether more than one piece sees these numbers, be it through pieces that pass them on as they are. */
    private boolean isShared(String vertex) {
        List<String> before = conf.getVertexInputs().getOrDefault(vertex, List.of());
        boolean passed = before.size() == 1
                && (isDropout(vertex) || flows.get(before.get(0)).equals(flows.get(vertex)));
        long users = conf.getVertexInputs().values().stream()
                .filter(inputs -> inputs.contains(vertex))
                .count();
        return users > 1 || (passed && isShared(before.get(0)));
    }

    private boolean isDropout(String vertex) {
        return conf.getVertices().get(vertex) instanceof LayerVertex layer
                && layer.getLayerConf().getLayer() instanceof DropoutLayer;
    }

    private Flow prepared(Source source, String name, InputPreProcessor before, Flow input) {
        if (before == null) {
            boolean vectorMeant = flat && input.equals(samples) && !input.isVector();
            return vectorMeant ? draft.flat(name, new Flatten(), input) : input;
        }
        if (before instanceof FeedForwardToCnnPreProcessor image) {
            return image(source, image, input);
        }
        source.require(
                before instanceof CnnToFeedForwardPreProcessor,
                "its input goes through a %s",
                before.getClass().getSimpleName());
        return flattened(source, name, ((CnnToFeedForwardPreProcessor) before).getFormat(), input);
    }

    private Flow flattened(Source source, String name, CNN2DFormat format, Flow input) {
        if (input.isVector()) {
            return input;
        }
        source.requireImage(input, format);
        return draft.flat(name, new Flatten(), input);
    }

    /** KD4J's samples are images from the beginning. */
    private Flow image(Source source, FeedForwardToCnnPreProcessor wanted, Flow input) {
        source.require(
                input.equals(samples), "KD4J makes no images of vectors inside of a network, only of its samples");
        Shape image =
                Shape.of((int) wanted.getInputHeight(), (int) wanted.getInputWidth(), (int) wanted.getNumChannels());
        if (!image.equals(samples.shape())) {
            throw new ShapeException(
                    "the network takes images of %s, the samples are %s".formatted(image, samples.shape()));
        }
        return input;
    }
}
