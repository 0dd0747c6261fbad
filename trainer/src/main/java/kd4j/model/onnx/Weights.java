package kd4j.model.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import kd4j.model.ModelException;
import onnx.Onnx.ModelProto;
import onnx.Onnx.TensorProto;

/** Counts the numbers that an ONNX file holds. */
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
            return ModelProto.parseFrom(in).getGraph().getInitializerList().stream()
                    .filter(tensor -> TYPES.contains(tensor.getDataType()))
                    .mapToLong(tensor -> tensor.getDimsList().stream().reduce(1L, (a, b) -> a * b))
                    .sum();
        } catch (IOException e) {
            throw new ModelException("%s: cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }
}
