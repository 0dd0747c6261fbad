package kd4j.export;

import static kd4j.export.OnnxGraph.integers;
import static kd4j.export.OnnxGraph.number;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Layer;
import kd4j.model.kernel.Window;
import kd4j.model.layer.Activation;
import kd4j.model.layer.AveragePool;
import kd4j.model.layer.BatchNorm;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.Dense;
import kd4j.model.layer.Dropout;
import kd4j.model.layer.Flatten;
import kd4j.model.layer.GlobalAveragePool;
import kd4j.model.layer.MaxPool;
import onnx.Onnx.AttributeProto;

/** How each kind of layer is written in ONNX. A new kind is one more entry of the table. */
final class OnnxLayers {
    private static final List<Entry<?>> TABLE = List.of(
            new Entry<>(Conv2d.class, OnnxLayers::convolution),
            new Entry<>(Dense.class, OnnxLayers::dense),
            new Entry<>(BatchNorm.class, OnnxLayers::batchNorm),
            new Entry<>(Activation.class, OnnxLayers::activation),
            new Entry<>(MaxPool.class, OnnxLayers::maxPool),
            new Entry<>(AveragePool.class, OnnxLayers::averagePool),
            new Entry<>(GlobalAveragePool.class, OnnxLayers::globalAveragePool),
            new Entry<>(Flatten.class, OnnxLayers::flatten),
            new Entry<>(Dropout.class, (layer, place) -> place.value()));

    /**
     * Where a layer is written.
     *
     * @param graph takes the nodes
     * @param name the layer's name, to be the name of its value
     * @param input the shape that it gets, channels last
     * @param value the name of the value that it gets
     * @param parameters all numbers of the network
     */
    record Place(OnnxGraph graph, String name, Shape input, String value, Parameters parameters) {
        /** Writes one of the layer's parameters. */
        String constant(String parameter) {
            return graph.constant(name + "/" + parameter, parameters.of(name, parameter));
        }

        /** What comes in, the weight and, where there is one, the bias. */
        List<String> weighted(boolean bias) {
            return bias ? List.of(value, constant("weight"), constant("bias")) : List.of(value, constant("weight"));
        }

        /** Writes the operation that ends the layer, and answers the name of its value. */
        String node(String operation, List<String> inputs, AttributeProto... attributes) {
            return graph.node(name, operation, inputs, attributes);
        }

        /** Writes an operation on the way there. */
        String step(String step, String operation, String value, AttributeProto... attributes) {
            return graph.node(name + "/" + step, operation, List.of(value), attributes);
        }
    }

    private interface Mapping<L> {
        /** Writes the layer and answers the name of its value. */
        String write(L layer, Place place);
    }

    private record Entry<L extends Layer>(Class<L> kind, Mapping<L> mapping) {
        String write(Layer layer, Place place) {
            return mapping.write(kind.cast(layer), place);
        }
    }

    private OnnxLayers() {}

    /** What stands in the way of writing a layer. */
    static Optional<String> problem(Blueprint.Node node) {
        return find(node.layer()).isPresent()
                ? Optional.empty()
                : Optional.of("layer '%s' (%s) cannot be written to ONNX; these can: %s"
                        .formatted(
                                node.name(),
                                node.layer().getClass().getSimpleName(),
                                TABLE.stream()
                                        .map(e -> e.kind().getSimpleName())
                                        .collect(Collectors.joining(", "))));
    }

    static String write(Blueprint.Node node, Place place) {
        return find(node.layer())
                .orElseThrow(() -> new ExportException(problem(node).orElseThrow()))
                .write(node.layer(), place);
    }

    private static Optional<Entry<?>> find(Layer layer) {
        return TABLE.stream()
                .<Entry<?>>map(entry -> entry)
                .filter(entry -> entry.kind().isInstance(layer))
                .findFirst();
    }

    private static String convolution(Conv2d layer, Place place) {
        Window window = layer.window();
        return place.node(
                "Conv",
                place.weighted(layer.bias()),
                square("kernel_shape", window.size()),
                square("strides", window.stride()),
                integers("pads", window.padding(), window.padding(), window.padding(), window.padding()));
    }

    private static String dense(Dense layer, Place place) {
        return place.node("Gemm", place.weighted(layer.bias()));
    }

    private static String batchNorm(BatchNorm layer, Place place) {
        return place.node(
                "BatchNormalization",
                List.of(
                        place.value(),
                        place.constant("gamma"),
                        place.constant("beta"),
                        place.constant("mean"),
                        place.constant("variance")),
                number("epsilon", layer.epsilon()));
    }

    private static String activation(Activation layer, Place place) {
        String operation =
                switch (layer.function()) {
                    case RELU -> "Relu";
                    case TANH -> "Tanh";
                    case SIGMOID -> "Sigmoid";
                };
        return place.node(operation, List.of(place.value()));
    }

    private static String maxPool(MaxPool layer, Place place) {
        return pool("MaxPool", layer.window(), place);
    }

    private static String averagePool(AveragePool layer, Place place) {
        return pool("AveragePool", layer.window(), place);
    }

    /** Windows that do not fit wholly are left out at the right and lower border: ONNX's rule without {@code ceil_mode}. */
    private static String pool(String operation, Window window, Place place) {
        return place.node(
                operation,
                List.of(place.value()),
                square("kernel_shape", window.size()),
                square("strides", window.stride()));
    }

    private static AttributeProto square(String name, int side) {
        return integers(name, side, side);
    }

    /** ONNX leaves axes of size 1 behind, whose order does not matter. */
    private static String globalAveragePool(GlobalAveragePool layer, Place place) {
        return place.node("Flatten", List.of(place.step("mean", "GlobalAveragePool", place.value())));
    }

    private static String flatten(Flatten layer, Place place) {
        String value = Layout.sameOrder(place.input())
                ? place.value()
                : place.step(
                        "channels-last", "Transpose", place.value(), integers("perm", Layout.toLast(place.input())));
        return place.node("Flatten", List.of(value));
    }
}
