package kd4j.export;

import static kd4j.export.OnnxGraph.integer;
import static kd4j.export.OnnxGraph.integers;
import static kd4j.export.OnnxGraph.number;

import java.util.Arrays;
import java.util.List;
import kd4j.data.Shape;
import kd4j.model.layer.Embedding;
import kd4j.model.layer.Gru;
import kd4j.model.layer.LayerNorm;
import kd4j.model.layer.Lstm;
import kd4j.model.layer.MultiHeadAttention;
import kd4j.model.layer.Positions;
import kd4j.model.layer.Returns;
import kd4j.model.onnx.Layout;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.TensorProto;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Layers that go along time. Sequences are {@code [batch, channels, time]} between layers, like all else, so each layer turns
 * what it gets and what it gives; ONNX Runtime takes out what cancels.
 */
final class OnnxSequences {
    static final List<OnnxForm<?>> FORMS = List.of(
            new OnnxForm<>(LayerNorm.class, OnnxSequences::layerNorm),
            new OnnxForm<>(Embedding.class, OnnxSequences::embedding),
            new OnnxForm<>(Positions.class, OnnxSequences::positions),
            new OnnxForm<>(Lstm.class, OnnxSequences::lstm),
            new OnnxForm<>(Gru.class, OnnxSequences::gru),
            new OnnxForm<>(MultiHeadAttention.class, OnnxSequences::attention));

    private OnnxSequences() {}

    /** The value that a layer gets, with channels last. */
    static String channelsLast(OnnxPlace place) {
        Shape shape = place.input();
        return shape.rank() == 1
                ? place.value()
                : place.step("channels-last", "Transpose", place.values(), integers("perm", Layout.toLast(shape)));
    }

    /** Ends a layer in this operation, whose answer has this shape with channels last. */
    static String channelsFirst(
            OnnxPlace place, Shape shape, String operation, List<String> inputs, AttributeProto... attributes) {
        if (shape.rank() == 1) {
            return place.node(operation, inputs, attributes);
        }
        String last = place.step("answer", operation, inputs, attributes);
        return place.node("Transpose", List.of(last), turn(shape));
    }

    private static AttributeProto turn(Shape shape) {
        return integers(
                "perm", Arrays.stream(Layout.toFirst(shape)).asLongStream().toArray());
    }

    private static String layerNorm(LayerNorm layer, OnnxPlace place) {
        return channelsFirst(
                place,
                place.input(),
                "LayerNormalization",
                List.of(channelsLast(place), place.constant("gamma"), place.constant("beta")),
                integer("axis", -1),
                number("epsilon", layer.epsilon()));
    }

    private static String embedding(Embedding layer, OnnxPlace place) {
        String entries = place.step("entries", "Cast", place.values(), integer("to", TensorProto.DataType.INT64_VALUE));
        return channelsFirst(place, layer.output(place.input()), "Gather", List.of(place.constant("weight"), entries));
    }

    private static String positions(Positions layer, OnnxPlace place) {
        Shape shape = place.input();
        INDArray vectors = layer.kind() == Positions.Kind.LEARNED
                ? place.parameter("vectors")
                : Nd4j.createFromArray(Positions.sinusoids(shape)).reshape('c', shape.size(0), shape.size(1));
        return place.node("Add", List.of(place.value(), place.constant("vectors", vectors.transpose())));
    }

    /** ONNX has the gates as in, out, forget, new. */
    private static String lstm(Lstm layer, OnnxPlace place) {
        return recurrent("LSTM", place, layer.units(), layer.returns(), new int[] {0, 3, 1, 2});
    }

    /** ONNX has keep before reset. */
    private static String gru(Gru layer, OnnxPlace place) {
        AttributeProto resetBehind = integer("linear_before_reset", 1);
        return recurrent("GRU", place, layer.units(), layer.returns(), new int[] {1, 0, 2}, resetBehind);
    }

    private static String recurrent(
            String operation, OnnxPlace place, int units, Returns returns, int[] order, AttributeProto... more) {
        AttributeProto[] attributes = Arrays.copyOf(more, more.length + 1);
        attributes[more.length] = integer("hidden_size", units);
        List<String> inputs = List.of(
                place.step("times-first", "Transpose", place.values(), integers("perm", 2, 0, 1)),
                place.constant("input-weights", weights(place, "input-weight", order)),
                place.constant("recurrent-weights", weights(place, "recurrent-weight", order)),
                place.constant("biases", biases(place, order)));
        if (returns == Returns.LAST) {
            String last = place.step("state", 1, operation, inputs, attributes);
            return place.node("Squeeze", List.of(last, place.integers("direction", 0)));
        }
        String states = place.step("states", 0, operation, inputs, attributes);
        String squeezed = place.step("sequence", "Squeeze", List.of(states, place.integers("direction", 1)));
        return place.node("Transpose", List.of(squeezed), integers("perm", 1, 2, 0));
    }

    /** One direction, transposed, gates in this order: {@code [1, gates * units, in]}. */
    private static INDArray weights(OnnxPlace place, String name, int[] order) {
        INDArray[] gates = Arrays.stream(order)
                .mapToObj(g -> part(place.parameter(name), g, order.length).transpose())
                .toArray(INDArray[]::new);
        INDArray all = Nd4j.concat(0, gates);
        return all.reshape('c', 1, all.size(0), all.size(1));
    }

    /** Those of the input, then those of the state: {@code [1, 2 * gates * units]}. */
    private static INDArray biases(OnnxPlace place, int[] order) {
        INDArray[] gates = new INDArray[2 * order.length];
        for (int i = 0; i < gates.length; i++) {
            String name = i < order.length ? "input-bias" : "recurrent-bias";
            INDArray all = place.parameter(name);
            gates[i] = part(all.reshape('c', 1, all.length()), order[i % order.length], order.length);
        }
        return Nd4j.concat(1, gates);
    }

    /** One of several equal parts of the columns. */
    private static INDArray part(INDArray matrix, int part, int parts) {
        long size = matrix.size(1) / parts;
        return matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(part * size, (part + 1) * size));
    }

    private static String attention(MultiHeadAttention layer, OnnxPlace place) {
        String value = channelsLast(place);
        int size = place.input().channels() / layer.heads();
        String queries = heads(layer, place, value, "queries", 0, 0, 2, 1, 3);
        String keys = heads(layer, place, value, "keys", 1, 0, 2, 3, 1);
        String values = heads(layer, place, value, "values", 2, 0, 2, 1, 3);
        String scaled = place.step("scaled", "Mul", List.of(queries, place.scalar("scale", 1 / Math.sqrt(size))));
        String fits = place.step("fits", "MatMul", List.of(scaled, keys));
        String shares = place.step("shares", "Softmax", List.of(fits), integer("axis", -1));
        String gathered = place.step("gathered", "MatMul", List.of(shares, values));
        String turned = place.step("turned", "Transpose", List.of(gathered), integers("perm", 0, 2, 1, 3));
        Shape shape = place.input();
        String joined = place.step(
                "joined", "Reshape", List.of(turned, place.integers("sizes", 0, shape.size(0), shape.size(1))));
        String out = place.step("out", "MatMul", List.of(joined, place.constant("out-weight")));
        return channelsFirst(place, shape, "Add", List.of(out, place.constant("out-bias")));
    }

    /** Queries, keys or values: {@code [batch, heads, ...]}, time and size behind as the permutation says. */
    private static String heads(
            MultiHeadAttention layer, OnnxPlace place, String value, String name, int part, long... permutation) {
        Shape shape = place.input();
        INDArray bias = place.parameter("in-bias");
        INDArray biases = part(bias.reshape('c', 1, bias.length()), part, 3);
        String weight = place.constant(name + "-weight", part(place.parameter("in-weight"), part, 3));
        String product = place.step(name + "-product", "MatMul", List.of(value, weight));
        String sum = place.step(name + "-sum", "Add", List.of(product, place.constant(name + "-bias", biases)));
        String sizes =
                place.integers(name + "-sizes", 0, shape.size(0), layer.heads(), shape.channels() / layer.heads());
        String cut = place.step(name + "-cut", "Reshape", List.of(sum, sizes));
        return place.step(name, "Transpose", List.of(cut), integers("perm", permutation));
    }
}
