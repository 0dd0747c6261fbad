package kd4j.export;

import static kd4j.export.OnnxGraph.number;

import java.util.List;
import kd4j.data.Shape;
import kd4j.model.join.Add;
import kd4j.model.join.Concat;
import kd4j.model.layer.Activation;
import kd4j.model.layer.BatchNorm;
import kd4j.model.layer.Dense;
import kd4j.model.layer.Dropout;
import kd4j.model.layer.Flatten;
import kd4j.model.layer.Softmax;
import kd4j.model.onnx.Layout;
import onnx.Onnx.AttributeProto;

/** Layers and joins that take arrays of more than one kind. */
final class OnnxPointwise {
    /** The second axis outside. */
    private static final AttributeProto CHANNELS = OnnxGraph.integer("axis", 1);

    static final List<OnnxForm<?>> FORMS = List.of(
            new OnnxForm<>(Dense.class, OnnxPointwise::dense),
            new OnnxForm<>(BatchNorm.class, OnnxPointwise::batchNorm),
            new OnnxForm<>(Activation.class, OnnxPointwise::activation),
            new OnnxForm<>(Softmax.class, (layer, place) -> place.node("Softmax", place.values(), CHANNELS)),
            new OnnxForm<>(Flatten.class, OnnxPointwise::flatten),
            new OnnxForm<>(Dropout.class, (layer, place) -> place.value()),
            new OnnxForm<>(Add.class, (join, place) -> place.node("Add", place.values())),
            new OnnxForm<>(Concat.class, (join, place) -> place.node("Concat", place.values(), CHANNELS)));

    private OnnxPointwise() {}

    private static String dense(Dense layer, OnnxPlace place) {
        return place.input().rank() == 1
                ? place.node("Gemm", place.weighted(layer.bias()))
                : denseAtEachTime(layer, place);
    }

    private static String denseAtEachTime(Dense layer, OnnxPlace place) {
        List<String> inputs = List.of(OnnxSequences.channelsLast(place), place.constant("weight"));
        Shape shape = layer.output(place.input());
        if (!layer.bias()) {
            return OnnxSequences.channelsFirst(place, shape, "MatMul", inputs);
        }
        String product = place.step("product", "MatMul", inputs);
        return OnnxSequences.channelsFirst(place, shape, "Add", List.of(product, place.constant("bias")));
    }

    private static String batchNorm(BatchNorm layer, OnnxPlace place) {
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

    private static String activation(Activation layer, OnnxPlace place) {
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
    private static String gelu(OnnxPlace place) {
        String value = place.value();
        String scaled = place.step("scaled", "Mul", List.of(value, place.scalar("root", Math.sqrt(0.5))));
        String erf = place.step("erf", "Erf", List.of(scaled));
        String share = place.step("share", "Add", List.of(erf, place.scalar("one", 1)));
        String half = place.step("half", "Mul", List.of(value, place.scalar("a-half", 0.5)));
        return place.node("Mul", List.of(half, share));
    }

    private static String flatten(Flatten layer, OnnxPlace place) {
        String value = Layout.sameOrder(place.input())
                ? place.value()
                : place.step(
                        "channels-last",
                        "Transpose",
                        place.values(),
                        OnnxGraph.integers("perm", Layout.toLast(place.input())));
        return place.node("Flatten", List.of(value));
    }
}
