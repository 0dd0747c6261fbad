package kd4j.export;

import static kd4j.export.OnnxGraph.integer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kd4j.compress.quantise.Grids;
import kd4j.data.Shape;
import kd4j.file.Floats;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.layer.Dropout;
import kd4j.model.layer.Flatten;
import kd4j.model.layer.GlobalAveragePool;
import kd4j.model.onnx.Layout;
import kd4j.model.quantise.ChannelGrids;
import kd4j.model.quantise.FakeQuantise;
import kd4j.model.quantise.Grid;
import kd4j.model.quantise.Numbers;
import kd4j.model.quantise.QuantisedWeights;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.TensorProto;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes a network that rounds as {@link OnnxWriter} writes others, in the form QDQ: {@code QuantizeLinear} and {@code DequantizeLinear} stand
 * around what a runtime is to compute with 8-bit numbers. Activations are of 8 bits without a sign, weights of 8 with one and a scale for each
 * output channel, biases of 32 bits. Behind pooling and flattening a pair with the same grid stands again, because ONNX Runtime wants one on
 * either side.
 */
final class OnnxQuantised {
    /** A value, and the names of its scale and zero where it lies on a grid. */
    private record Value(String name, Optional<List<String>> grid) {}

    private final Network network;
    private final Grids grids;
    private final OnnxGraph graph = new OnnxGraph("kd4j");
    private final Map<String, List<Shape>> shapes;
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, String> zeros = new HashMap<>();

    private OnnxQuantised(Network network) {
        this.network = network;
        this.grids = Grids.of(network);
        this.shapes = network.blueprint().inputs();
    }

    static ModelProto model(Network network, Card card) {
        GraphProto graph = new OnnxQuantised(network).graph();
        return OnnxWriter.model(network.blueprint(), network::parameter, card, graph);
    }

    private GraphProto graph() {
        Blueprint plan = network.blueprint();
        String input = graph.input(OnnxWriter.INPUT, Layout.channelsFirst(plan.input()));
        values.put(Blueprint.INPUT, new Value(input, Optional.empty()));
        plan.nodes().forEach(node -> values.put(node.name(), value(node)));
        return OnnxWriter.end(graph, values.get(Blueprint.LOGITS).name(), plan);
    }

    private Value value(Blueprint.Node node) {
        Value given = values.get(node.inputs().get(0));
        if (node.operation() instanceof FakeQuantise) {
            return rounded(node);
        }
        if (node.operation() instanceof QuantisedWeights weights) {
            OnnxPlace place = place(node, Optional.of(weights(node, weights)));
            return exact(OnnxLayers.write(new Blueprint.Node(node.name(), weights.layer(), node.inputs()), place));
        }
        if (node.operation() instanceof GlobalAveragePool && isRounded(node)) {
            return exact(place(node).step("mean", "GlobalAveragePool", List.of(given.name())));
        }
        if (node.operation() instanceof Flatten) {
            return flat(node, given);
        }
        String written = OnnxLayers.write(node, place(node));
        boolean again = grids.of(node.name()).isPresent() && !(node.operation() instanceof Dropout);
        return again ? again(written, given) : written.equals(given.name()) ? given : exact(written);
    }

    private static Value exact(String name) {
        return new Value(name, Optional.empty());
    }

    private OnnxPlace place(Blueprint.Node node) {
        return place(node, Optional.empty());
    }

    private OnnxPlace place(Blueprint.Node node, Optional<List<String>> weights) {
        List<String> given =
                node.inputs().stream().map(i -> values.get(i).name()).toList();
        return new OnnxPlace(graph, node.name(), shapes.get(node.name()), given, network::parameter, weights);
    }

    private boolean isRounded(Blueprint.Node node) {
        return network.blueprint().nodes().stream()
                .anyMatch(
                        n -> n.operation() instanceof FakeQuantise && n.inputs().contains(node.name()));
    }

    /** A mean over whole images is rounded before its axes of size 1 are left out, and again behind. */
    private Value rounded(Blueprint.Node node) {
        String from = node.inputs().get(0);
        Grid grid = grids.of(node.name())
                .orElseThrow(() -> new ExportException(
                        "'%s' was never rounded: its grid was set by no training step. Let quantise begin earlier"
                                .formatted(from)));
        List<String> names = List.of(
                graph.raw(
                        scale(node.name()), TensorProto.DataType.FLOAT_VALUE, Floats.bytes(new float[] {grid.scale()})),
                graph.raw(node.name() + "/zero", TensorProto.DataType.UINT8_VALUE, new byte[] {(byte) grid.zero()}));
        Value rounded = pair(values.get(from).name(), names);
        boolean mean = network.blueprint().nodes().stream()
                .anyMatch(n -> n.name().equals(from) && n.operation() instanceof GlobalAveragePool);
        return mean ? again(graph.node(from, "Flatten", List.of(rounded.name())), rounded) : rounded;
    }

    /** The name of the scale of a layer that rounds. */
    static String scale(String rounding) {
        return rounding + "/scale";
    }

    private Value again(String name, Value before) {
        return pair(name, before.grid().orElseThrow());
    }

    private Value pair(String name, List<String> grid) {
        String eight = graph.node(name + "/quantised", "QuantizeLinear", with(name, grid));
        return new Value(graph.node(name + "/rounded", "DequantizeLinear", with(eight, grid)), Optional.of(grid));
    }

    private static List<String> with(String value, List<String> grid) {
        return Stream.concat(Stream.of(value), grid.stream()).toList();
    }

    private Value flat(Blueprint.Node node, Value given) {
        Shape shape = shapes.get(node.name()).get(0);
        Value turned = given;
        if (!Layout.sameOrder(shape)) {
            String name = place(node)
                    .step(
                            "channels-last",
                            "Transpose",
                            List.of(given.name()),
                            OnnxGraph.integers("perm", Layout.toLast(shape)));
            turned = given.grid().isPresent() ? again(name, given) : exact(name);
        }
        String flat = graph.node(node.name(), "Flatten", List.of(turned.name()));
        return turned.grid().isPresent() ? again(flat, turned) : exact(flat);
    }

    /** Writes weights and biases as whole numbers, and answers the names of what they stand for. */
    private List<String> weights(Blueprint.Node node, QuantisedWeights layer) {
        INDArray weight = network.parameter(node.name(), QuantisedWeights.WEIGHT);
        ChannelGrids channels = grids.weights(node);
        byte[] numbers = channels.quantised(Numbers.of(weight));
        int axis = channels.last() ? weight.rank() - 1 : 0;
        String name = node.name() + "/weight";
        String stored = graph.raw(name + "/quantised", TensorProto.DataType.INT8_VALUE, numbers, weight.shape());
        String written = dequantised(name, stored, TensorProto.DataType.INT8_VALUE, channels.scales(), axis);
        int[] biases = grids.biases(node);
        if (biases == null) {
            return List.of(written);
        }
        String bias = node.name() + "/bias";
        String steps = graph.raw(bias + "/quantised", TensorProto.DataType.INT32_VALUE, bytes(biases), biases.length);
        return List.of(
                written, dequantised(bias, steps, TensorProto.DataType.INT32_VALUE, floats(grids.biasScales(node)), 0));
    }

    private String dequantised(String name, String stored, int type, float[] scales, int axis) {
        String scale =
                graph.raw(name + "/scale", TensorProto.DataType.FLOAT_VALUE, Floats.bytes(scales), scales.length);
        String zero = zeros(type, scales.length);
        return graph.node(name, "DequantizeLinear", List.of(stored, scale, zero), integer("axis", axis));
    }

    /** ONNX Runtime wants the zeros of symmetric numbers written down; layers of one size share them. */
    private String zeros(int type, int count) {
        int width = type == TensorProto.DataType.INT8_VALUE ? 1 : Integer.BYTES;
        return zeros.computeIfAbsent(
                "zeros-%d-%d".formatted(8 * width, count),
                name -> graph.raw(name, type, new byte[count * width], count));
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    private static byte[] bytes(int[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(numbers);
        return bytes.array();
    }
}
