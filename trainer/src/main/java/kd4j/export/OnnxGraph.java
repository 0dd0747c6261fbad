package kd4j.export;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kd4j.file.Floats;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.SparseTensorProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.protobuf.ByteString;

/** Collects the nodes and constants of an ONNX graph, and keeps their names apart. */
final class OnnxGraph {
    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final Set<String> names = new HashSet<>();

    private final OnnxStorage storage;

    OnnxGraph(String name) {
        this(name, OnnxStorage.PLAIN);
    }

    OnnxGraph(String name, OnnxStorage storage) {
        graph.setName(name);
        this.storage = storage;
    }

    /** Declares the graph's input, {@code [batch, ...sizes]}. */
    String input(String name, long... sizes) {
        graph.addInput(value(name, sizes));
        return unique(name);
    }

    /** Adds the numbers of a parameter. */
    String constant(String name, INDArray numbers) {
        // Copied in 'c' order: a view's buffer may hold its numbers in another order or among others.
        float[] floats = numbers.dup('c').data().asFloat();
        if (storage.halves() && OnnxHalves.saves(floats)) {
            TensorProto stored = tensor(
                    name + "/half", TensorProto.DataType.FLOAT16_VALUE, OnnxHalves.bytes(floats), numbers.shape());
            return node(name, "Cast", List.of(stored(stored, floats)), integer("to", TensorProto.DataType.FLOAT_VALUE));
        }
        return stored(tensor(name, TensorProto.DataType.FLOAT_VALUE, Floats.bytes(floats), numbers.shape()), floats);
    }

    private String stored(TensorProto dense, float[] numbers) {
        Optional<SparseTensorProto> shorter = storage.sparse() ? OnnxSparse.shorter(dense, numbers) : Optional.empty();
        shorter.ifPresentOrElse(graph::addSparseInitializer, () -> graph.addInitializer(dense));
        return dense.getName();
    }

    /**
     * Adds numbers of any type.
     *
     * @param type one of ONNX's
     * @param bytes the lowest first
     */
    String raw(String name, int type, byte[] bytes, long... sizes) {
        TensorProto tensor = tensor(name, type, bytes, sizes);
        graph.addInitializer(tensor);
        return tensor.getName();
    }

    private TensorProto tensor(String name, int type, byte[] bytes, long... sizes) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(unique(name)).setDataType(type).setRawData(ByteString.copyFrom(bytes));
        for (long size : sizes) {
            tensor.addDims(size);
        }
        return tensor.build();
    }

    /** Adds whole numbers in a row. */
    String constant(String name, long... values) {
        String used = unique(name);
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(used)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(values.length);
        Arrays.stream(values).forEach(tensor::addInt64Data);
        graph.addInitializer(tensor);
        return used;
    }

    /** Adds an operation and answers the name of what it gives. */
    String node(String name, String operation, List<String> inputs, AttributeProto... attributes) {
        return node(name, 0, operation, inputs, attributes);
    }

    /** Adds an operation that gives several values and answers the name of the one at this place; nobody sees the others. */
    String node(String name, int place, String operation, List<String> inputs, AttributeProto... attributes) {
        String used = unique(name);
        graph.addNode(NodeProto.newBuilder()
                .setName(used)
                .setOpType(operation)
                .addAllInput(inputs)
                .addAllOutput(Collections.nCopies(place, ""))
                .addOutput(used)
                .addAllAttribute(List.of(attributes)));
        return used;
    }

    /** Declares a value, {@code [batch, ...sizes]}, as one that the graph gives; answers the graph as it is now. */
    GraphProto output(String name, long... sizes) {
        return graph.addOutput(value(name, sizes)).build();
    }

    static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    static AttributeProto number(String name, double value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF((float) value)
                .build();
    }

    private String unique(String name) {
        String candidate = name;
        for (int i = 2; !names.add(candidate); i++) {
            candidate = name + "_" + i;
        }
        return candidate;
    }

    private static ValueInfoProto value(String name, long... sizes) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
        for (long size : sizes) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(shape)))
                .build();
    }
}
