package kd4j.export;

import static kd4j.export.OnnxGraph.integers;
import static kd4j.export.OnnxGraph.number;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Operation;
import kd4j.model.join.Add;
import kd4j.model.join.Concat;
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
import org.nd4j.linalg.factory.Nd4j;

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
            new Entry<>(Dropout.class, (layer, place) -> place.value()),
            new Entry<>(Add.class, (join, place) -> place.node("Add", place.values())),
            new Entry<>(Concat.class, OnnxLayers::concat));

    /**
     * Where a layer is written.
     *
     * @param graph takes the nodes
     * @param name the layer's name, to be the name of its value
     * @param inputs the shapes that it gets, channels last
     * @param values the names of the values that it gets
     * @param parameters all numbers of the network
     */
    record Place(OnnxGraph graph, String name, List<Shape> inputs, List<String> values, Parameters parameters) {
        /** The only shape that it gets. */
        Shape input() {
            return inputs.get(0);
        }

        /** The name of the only value that it gets. */
        String value() {
            return values.get(0);
        }

        /** Writes one of the layer's parameters. */
        String constant(String parameter) {
            return graph.constant(name + "/" + parameter, parameters.of(name, parameter));
        }

        /** What comes in, the weight and, where there is one, the bias. */
        List<String> weighted(boolean bias) {
            return bias ? List.of(value(), constant("weight"), constant("bias")) : List.of(value(), constant("weight"));
        }

        /** Writes the operation that ends the layer, and answers the name of its value. */
        String node(String operation, List<String> inputs, AttributeProto... attributes) {
            return graph.node(name, operation, inputs, attributes);
        }

        /** Writes an operation on the way there. */
        String step(String step, String operation, List<String> inputs, AttributeProto... attributes) {
            return graph.node(name + "/" + step, operation, inputs, attributes);
        }

        /** Writes one number that does not come from the network. */
        String scalar(String constant, double number) {
            return graph.constant(name + "/" + constant, Nd4j.scalar((float) number));
        }
    }

    private interface Mapping<L> {
        /** Writes the layer and answers the name of its value. */
        String write(L layer, Place place);
    }

    private record Entry<L extends Operation>(Class<L> kind, Mapping<L> mapping) {
        String write(Operation operation, Place place) {
            return mapping.write(kind.cast(operation), place);
        }
    }

    private OnnxLayers() {}

    /** What stands in the way of writing a layer. */
    static Optional<String> problem(Blueprint.Node node) {
        return find(node.operation()).isPresent()
                ? Optional.empty()
                : Optional.of("layer '%s' (%s) cannot be written to ONNX; these can: %s"
                        .formatted(
                                node.name(),
                                node.operation().getClass().getSimpleName(),
                                TABLE.stream()
                                        .map(e -> e.kind().getSimpleName())
                                        .collect(Collectors.joining(", "))));
    }

    static String write(Blueprint.Node node, Place place) {
        return find(node.operation())
                .orElseThrow(() -> new ExportException(problem(node).orElseThrow()))
                .write(node.operation(), place);
    }

    private static Optional<Entry<?>> find(Operation operation) {
        return TABLE.stream()
                .<Entry<?>>map(entry -> entry)
                .filter(entry -> entry.kind().isInstance(operation))
                .findFirst();
    }

    private static String convolution(Conv2d layer, Place place) {
        Window window = layer.window();
        return place.node(
                "Conv",
                place.weighted(layer.bias()),
                integers("kernel_shape", window.height(), window.width()),
                integers("strides", window.strideY(), window.strideX()),
                integers("pads", window.paddingY(), window.paddingX(), window.paddingY(), window.paddingX()));
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
        String value = place.value();
        return switch (layer.function()) {
            case RELU -> place.node("Relu", List.of(value));
            case RELU6 -> place.node("Clip", List.of(value, place.scalar("low", 0), place.scalar("high", 6)));
            case LEAKY_RELU -> place.node("LeakyRelu", List.of(value), number("alpha", 0.01));
            case GELU -> gelu(place);
            case HARD_SWISH -> place.node("HardSwish", List.of(value));
            case TANH -> place.node("Tanh", List.of(value));
            case SIGMOID -> place.node("Sigmoid", List.of(value));
        };
    }

    /** {@code x / 2 * (1 + erf(x / sqrt 2))}; the operator set has no word for it. */
    private static String gelu(Place place) {
        String value = place.value();
        String scaled = place.step("scaled", "Mul", List.of(value, place.scalar("root", Math.sqrt(0.5))));
        String erf = place.step("erf", "Erf", List.of(scaled));
        String share = place.step("share", "Add", List.of(erf, place.scalar("one", 1)));
        String half = place.step("half", "Mul", List.of(value, place.scalar("a-half", 0.5)));
        return place.node("Mul", List.of(half, share));
    }

    /** Channels are the second axis outside. */
    private static String concat(Concat join, Place place) {
        return place.node("Concat", place.values(), OnnxGraph.integer("axis", 1));
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
                integers("kernel_shape", window.height(), window.width()),
                integers("strides", window.strideY(), window.strideX()));
    }

    /** ONNX leaves axes of size 1 behind, whose order does not matter. */
    private static String globalAveragePool(GlobalAveragePool layer, Place place) {
        return place.node("Flatten", List.of(place.step("mean", "GlobalAveragePool", place.values())));
    }

    private static String flatten(Flatten layer, Place place) {
        String value = Layout.sameOrder(place.input())
                ? place.value()
                : place.step(
                        "channels-last", "Transpose", place.values(), integers("perm", Layout.toLast(place.input())));
        return place.node("Flatten", List.of(value));
    }
}
