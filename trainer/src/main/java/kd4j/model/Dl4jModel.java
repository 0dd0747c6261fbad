package kd4j.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import kd4j.component.Kd4jException;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.dl4j.Graphs;
import kd4j.model.dl4j.PlainGraph;
import kd4j.model.dl4j.Zips;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network of DL4J's own layers, to be asked and not to be trained. Samples are given channels last as everywhere and brought
 * into the order that the network was made for: flat, channels first or channels last, as its configuration says. Its only tap
 * is the logits: a softmax at its end is taken off.
 */
public final class Dl4jModel implements Model {
    private final Shape input;
    private final PlainGraph graph;

    private Dl4jModel(Shape input, PlainGraph graph) {
        this.input = input;
        this.graph = graph;
    }

    /**
     * Reads a zip of DL4J's {@code ModelSerializer}: a {@code MultiLayerNetwork} or a {@code ComputationGraph}, of DL4J's
     * layers or of KD4J's (then the answer is a {@link Network}).
     *
     * @param file the zip
     * @param samples the shape of the samples that it will be asked about
     * @throws ModelException when the file is no such zip, or the network is not one that tells classes apart
     * @throws ShapeException when the network cannot take such samples
     */
    public static Model load(Path file, Shape samples) {
        var saved = Zips.any(file);
        ComputationGraph graph =
                saved instanceof MultiLayerNetwork layers ? layers.toComputationGraph() : (ComputationGraph) saved;
        return Graphs.areOurs(graph) ? ours(file, samples) : plain(file, samples, graph);
    }

    private static Model ours(Path file, Shape samples) {
        Network network = Network.load(file);
        if (!network.input().equals(samples)) {
            throw new ShapeException(
                    "%s: the network takes %s, the samples are %s".formatted(file, network.input(), samples));
        }
        return network;
    }

    private static Model plain(Path file, Shape samples, ComputationGraph graph) {
        try {
            return new Dl4jModel(samples, new PlainGraph(graph, samples));
        } catch (ModelException e) {
            throw new ModelException(named(file, e), e);
        } catch (ShapeException e) {
            throw new ShapeException(named(file, e));
        }
    }

    private static String named(Path file, Kd4jException e) {
        return file + ": " + e.getMessage();
    }

    @Override
    public Shape input() {
        return input;
    }

    /** Trained numbers. */
    public long parameters() {
        return graph.parameters();
    }

    @Override
    public int classes() {
        return graph.classes();
    }

    @Override
    public Set<String> taps() {
        return Set.of(Blueprint.LOGITS);
    }

    @Override
    public Map<String, INDArray> forward(INDArray features, Set<String> taps) {
        if (!taps().containsAll(taps)) {
            throw new ShapeException("a network of DL4J's layers has the tap 'logits' alone, asked for " + taps);
        }
        if (!Arrays.equals(features.shape(), input.batch(features.size(0)))) {
            throw new ShapeException(
                    "the network takes rows of %s, given %s".formatted(input, Arrays.toString(features.shape())));
        }
        return taps.isEmpty() ? Map.of() : Map.of(Blueprint.LOGITS, graph.logits(features));
    }

    @Override
    public void close() {
        graph.close();
    }
}
