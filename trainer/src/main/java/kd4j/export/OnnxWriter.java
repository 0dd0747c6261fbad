package kd4j.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.onnx.Layout;
import kd4j.model.onnx.OnnxModel;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;

/**
 * Writes a network as an ONNX model: opset 17, IR version 8, 32-bit floats, one input {@code input} of {@code [batch, channels,
 * height, width]} or {@code [batch, features]}, one output {@code logits} of {@code [batch, classes]}, with the batch free.
 *
 * <p>Images are channels first outside, as users of ONNX expect; weights are stored in that order anyway, so only a flatten of
 * an image with several channels needs a transpose before it. Every layer's value keeps the layer's name.
 *
 * <p>Metadata: {@code kd4j.version}; {@code kd4j.input}, a sample's shape with channels last; {@code kd4j.classes}, a name a
 * line; {@code kd4j.parameters.sha256}, see {@link Parameters#digest}; {@code kd4j.preprocessing} where there is any.
 *
 * <p>Source: Open Neural Network Exchange, operator set 17.
 */
final class OnnxWriter {
    static final String INPUT = "input";
    static final int OPSET = 17;
    static final int IR_VERSION = 8;
    /** A protobuf message ends at 2 GiB; some room is left for everything that is not a weight. */
    private static final long MOST_PARAMETERS = (Integer.MAX_VALUE - (1L << 20)) / Float.BYTES;

    private OnnxWriter() {}

    /** What stands in the way of writing this network; empty when nothing does. */
    static List<String> problems(Blueprint plan) {
        List<String> layers = plan.nodes().stream()
                .map(OnnxLayers::problem)
                .flatMap(Optional::stream)
                .toList();
        return layers.isEmpty() && plan.parameters() > MOST_PARAMETERS
                ? List.of("the network has %,d parameters; an ONNX file holds at most %,d"
                        .formatted(plan.parameters(), MOST_PARAMETERS))
                : layers;
    }

    /**
     * The model.
     *
     * @param parameters the numbers
     * @param card goes into the model's metadata
     */
    static ModelProto model(Blueprint plan, Parameters parameters, Card card) {
        return model(plan, parameters, card, new TreeSet<>());
    }

    /**
     * The model, with further layers among its outputs.
     *
     * @param taps their names; behind the logits the outputs have this order, and images there have the channels first
     */
    static ModelProto model(Blueprint plan, Parameters parameters, Card card, SortedSet<String> taps) {
        return model(plan, parameters, card, taps, OnnxStorage.PLAIN);
    }

    /** The model, with weights stored otherwise. */
    static ModelProto model(Blueprint plan, Parameters parameters, Card card, OnnxStorage storage) {
        return model(plan, parameters, card, new TreeSet<>(), storage);
    }

    private static ModelProto model(
            Blueprint plan, Parameters parameters, Card card, SortedSet<String> taps, OnnxStorage storage) {
        return model(plan, parameters, card, graph(plan, parameters, taps, new OnnxGraph("kd4j", storage)));
    }

    /** A model with this graph. */
    static ModelProto model(Blueprint plan, Parameters parameters, Card card, GraphProto graph) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("kd4j")
                .setProducerVersion(version())
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(graph);
        metadata(plan, parameters, card)
                .forEach((key, value) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build();
    }

    /** Writes a model into a file. */
    static void save(ModelProto model, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            model.writeTo(out);
        }
    }

    private static GraphProto graph(Blueprint plan, Parameters parameters, SortedSet<String> taps, OnnxGraph graph) {
        Map<String, List<Shape>> shapes = plan.inputs();
        Map<String, String> values = new HashMap<>();
        values.put(Blueprint.INPUT, graph.input(INPUT, Layout.channelsFirst(plan.input())));
        for (Blueprint.Node node : plan.nodes()) {
            List<String> given = node.inputs().stream().map(values::get).toList();
            values.put(
                    node.name(),
                    OnnxLayers.write(
                            node, new OnnxPlace(graph, node.name(), shapes.get(node.name()), given, parameters)));
        }
        GraphProto whole = end(graph, values.get(Blueprint.LOGITS), plan);
        for (String tap : taps) {
            whole = graph.output(
                    named(graph, tap, values.get(tap)),
                    Layout.channelsFirst(plan.shapes().get(tap)));
        }
        return whole;
    }

    /** Ends a graph in the logits. */
    static GraphProto end(OnnxGraph graph, String value, Blueprint plan) {
        return graph.output(named(graph, Blueprint.LOGITS, value), plan.classes());
    }

    /** A layer's value under the layer's own name, also where the layer left no node. */
    private static String named(OnnxGraph graph, String layer, String value) {
        return value.equals(layer) ? value : graph.node(layer, "Identity", List.of(value));
    }

    private static Map<String, String> metadata(Blueprint plan, Parameters parameters, Card card) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("kd4j.version", version());
        properties.put("kd4j.input", plan.input().toString());
        properties.put(OnnxModel.CLASSES, String.join("\n", card.classes()));
        properties.put("kd4j.parameters.sha256", parameters.digest(plan));
        card.preprocessing().ifPresent(text -> properties.put("kd4j.preprocessing", text));
        return properties;
    }

    /** From the jar's manifest; classes that were never packed have none. */
    static String version() {
        return Optional.ofNullable(OnnxWriter.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
