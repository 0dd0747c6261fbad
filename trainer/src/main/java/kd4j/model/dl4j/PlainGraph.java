package kd4j.model.dl4j;

import java.util.List;
import java.util.Map;
import kd4j.data.Shape;
import kd4j.model.ModelException;
import kd4j.model.dl4j.convert.Converted;
import kd4j.model.dl4j.convert.Converter;
import org.deeplearning4j.exception.DL4JException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network of DL4J's own layers that answers with logits: a softmax at its end is taken off. */
public final class PlainGraph implements AutoCloseable {
    private final ComputationGraph graph;
    private final Layout layout;
    private final Shape samples;
    private final int classes;

    /**
     * Takes a graph over.
     *
     * @throws ModelException when it has not one input and one output of class scores
     * @throws kd4j.component.ShapeException when it cannot take samples of this shape
     */
    public PlainGraph(ComputationGraph graph, Shape samples) {
        this.graph = graph;
        this.samples = samples;
        ComputationGraphConfiguration conf = graph.getConfiguration();
        String input = only("input", conf.getNetworkInputs());
        String output = only("output", conf.getNetworkOutputs());
        this.layout = Layout.of(conf.getVertices().get(first(conf, input)), samples);
        takeSoftmaxOff(graph.getLayer(output), output);
        this.classes = classes(samples);
    }

    private static String only(String what, List<String> names) {
        if (names.size() != 1) {
            throw new ModelException(
                    "the network has %d %ss, %s; a teacher has one".formatted(names.size(), what, names));
        }
        return names.get(0);
    }

    private static String first(ComputationGraphConfiguration conf, String input) {
        List<String> fed = conf.getVertexInputs().entrySet().stream()
                .filter(e -> e.getValue().contains(input))
                .map(Map.Entry::getKey)
                .toList();
        if (fed.size() != 1) {
            throw new ModelException("the network's input goes to %s; only one first layer can be read".formatted(fed));
        }
        return fed.get(0);
    }

    private static void takeSoftmaxOff(Layer last, String name) {
        if (last != null && last.conf().getLayer() instanceof BaseLayer conf) {
            checkActivation(conf.getActivationFn(), name);
            conf.setActivationFn(new ActivationIdentity());
        } else if (last != null && last.conf().getLayer() instanceof ActivationLayer conf) {
            checkActivation(conf.getActivationFn(), name);
            conf.setActivationFn(new ActivationIdentity());
        } else {
            throw new ModelException(
                    "the network's output '%s' is not a layer with an activation function".formatted(name));
        }
    }

    private static void checkActivation(IActivation function, String name) {
        if (!(function instanceof ActivationSoftmax || function instanceof ActivationIdentity)) {
            throw new ModelException("the last layer '%s' ends in %s; class scores end in softmax or identity"
                    .formatted(name, function));
        }
    }

    private int classes(Shape samples) {
        try (INDArray zeros = Nd4j.zeros(samples.batch(1));
                INDArray scores = logits(zeros)) {
            if (scores.rank() != 2 || scores.size(1) < 2) {
                throw new ModelException("the network answers a sample with %s; class scores are [1, 2 or more]"
                        .formatted(Layout.text(scores.shape())));
            }
            return Math.toIntExact(scores.size(1));
        } catch (DL4JException | IllegalStateException | IllegalArgumentException e) {
            // What DL4J's layers and its checks of shapes throw.
            throw new ModelException("the network cannot take samples of %s: %s".formatted(samples, e.getMessage()), e);
        }
    }

    /** Trained numbers. */
    public long parameters() {
        return graph.numParams();
    }

    public int classes() {
        return classes;
    }

    /** Class scores of samples {@code [rows, ...]}, channels last; owned by the caller. */
    public INDArray logits(INDArray samples) {
        return graph.outputSingle(
                layout.arrange(samples).castTo(graph.getConfiguration().getDataType()));
    }

    /**
     * A network of KD4J's layers with the same answers.
     *
     * @param names what people called the graph's vertices, by vertex, where that is another name
     * @throws ModelException when a layer has not exactly its like there; the message names the layer
     */
    public Converted convert(Map<String, String> names) {
        return new Converter(graph, names, samples, layout == Layout.FLAT, layout == Layout.CHANNELS_LAST).convert();
    }

    @Override
    public void close() {
        graph.close();
    }
}
