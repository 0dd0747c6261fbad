package kd4j.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.dl4j.Graphs;
import kd4j.model.dl4j.KerasFiles;
import kd4j.model.dl4j.PlainGraph;
import kd4j.model.dl4j.Zips;
import kd4j.model.dl4j.convert.Converted;
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
        ComputationGraph graph = graph(Zips.any(file));
        return Graphs.areOurs(graph) ? ours(file, samples) : plain(file, samples, graph);
    }

    /**
     * Reads a network that Keras 2 saved as HDF5, architecture and weights in one file.
     *
     * @param file the .h5 file
     * @param samples the shape of the samples that it will be asked about
     * @throws ModelException when the file is no such file, or DL4J cannot import one of its layers
     * @throws ShapeException when the network cannot take such samples
     */
    public static Model ofKeras(Path file, Shape samples) {
        return plain(file, samples, KerasFiles.read(file));
    }

    private static ComputationGraph graph(org.deeplearning4j.nn.api.Model saved) {
        return saved instanceof MultiLayerNetwork layers ? layers.toComputationGraph() : (ComputationGraph) saved;
    }

    /**
     * Makes a network of KD4J's layers, with the same answers, of a zip of DL4J's layers. Each piece has the name of DL4J's that
     * gives the same numbers, channels last; the last one is {@code logits}. Where one layer of DL4J becomes several pieces, those before the
     * last are named after it with {@code -flatten}, {@code -dropout} and {@code -linear} behind. Dropout stays, and 1 minus the
     * decay of a batch normalisation is its momentum; loss, updater and regularisation belong to a training and are left out.
     *
     * @param file the zip
     * @param samples the shape of a sample
     * @throws ModelException when the file is no such zip, or a layer has not exactly its like in KD4J; the message names it
     * @throws ShapeException when the network cannot take such samples
     */
    public static Converted convert(Path file, Shape samples) {
        var saved = Zips.any(file);
        Map<String, String> names = names(saved);
        ComputationGraph graph = graph(saved);
        if (Graphs.areOurs(graph)) {
            throw new ModelException(file + ": its layers are KD4J's already; there is nothing to convert");
        }
        return named(file, () -> {
            try (PlainGraph plain = new PlainGraph(graph, samples)) {
                return plain.convert(names);
            }
        });
    }

    /** The names of the layers of a {@code MultiLayerNetwork}, which are numbers in the graph that is made of it. */
    private static Map<String, String> names(org.deeplearning4j.nn.api.Model saved) {
        Map<String, String> names = new HashMap<>();
        if (saved instanceof MultiLayerNetwork layers) {
            for (int i = 0; i < layers.getnLayers(); i++) {
                String name = layers.getLayer(i).conf().getLayer().getLayerName();
                names.put(String.valueOf(i), name == null ? "layer" + i : name);
            }
        }
        return names;
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
        return named(file, () -> new Dl4jModel(samples, new PlainGraph(graph, samples)));
    }

    /** Puts the file's name before the message of what goes wrong. */
    private static <T> T named(Path file, Supplier<T> work) {
        try {
            return work.get();
        } catch (ModelException e) {
            throw new ModelException(file + ": " + e.getMessage(), e);
        } catch (ShapeException e) {
            throw new ShapeException(file + ": " + e.getMessage());
        }
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
