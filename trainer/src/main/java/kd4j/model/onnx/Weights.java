package kd4j.model.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import kd4j.model.ModelException;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.TensorProto;

/** Counts the numbers that an ONNX file holds, zeros that it leaves out too. */
final class Weights {
    /** Numbers of these types are weights; 64-bit integers are shapes and axes. */
    private static final Set<Integer> TYPES = Set.of(
            TensorProto.DataType.FLOAT_VALUE,
            TensorProto.DataType.FLOAT16_VALUE,
            TensorProto.DataType.BFLOAT16_VALUE,
            TensorProto.DataType.DOUBLE_VALUE,
            TensorProto.DataType.INT8_VALUE,
            TensorProto.DataType.UINT8_VALUE);

    private Weights() {}

    static long count(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            GraphProto graph = ModelProto.parseFrom(in).getGraph();
            long whole = graph.getInitializerList().stream()
                    .filter(tensor -> TYPES.contains(tensor.getDataType()))
                    .mapToLong(tensor -> product(tensor.getDimsList()))
                    .sum();
            long sparse = graph.getSparseInitializerList().stream()
                    .filter(tensor -> TYPES.contains(tensor.getValues().getDataType()))
                    .mapToLong(tensor -> product(tensor.getDimsList()))
                    .sum();
            return whole + sparse;
        } catch (IOException e) {
            throw new ModelException("%s: cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static long product(List<Long> sizes) {
        return sizes.stream().reduce(1L, (a, b) -> a * b);
    }
}
