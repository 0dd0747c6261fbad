package kd4j.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import onnx.Onnx.SparseTensorProto;
import onnx.Onnx.TensorProto;
import org.nd4j.shade.protobuf.ByteString;

/**
 * Weights as those that are not 0 and their places: ONNX's {@code sparse_initializer}, with places counted through all axes. A place takes 8 bytes,
 * so floats of 32 bits get shorter where less than a third of them is not 0, and those of 16 bits below a fifth.
 *
 * <p>Source: onnx.proto of Open Neural Network Exchange, IR version 8, {@code SparseTensorProto}.
 */
final class OnnxSparse {
    private OnnxSparse() {}

    /**
     * The shorter form, where it is shorter. A zero with a sign is a zero.
     *
     * @param dense has all numbers, in its raw bytes
     * @param numbers the same as floats
     */
    static Optional<SparseTensorProto> shorter(TensorProto dense, float[] numbers) {
        int count = 0;
        for (float number : numbers) {
            count += number == 0 ? 0 : 1;
        }
        int width = dense.getRawData().size() / Math.max(1, numbers.length);
        if ((long) count * (width + Long.BYTES) >= dense.getRawData().size()) {
            return Optional.empty();
        }
        SparseTensorProto sparse = sparse(dense, numbers, count, width);
        return sparse.getSerializedSize() < dense.getSerializedSize() ? Optional.of(sparse) : Optional.empty();
    }

    private static SparseTensorProto sparse(TensorProto dense, float[] numbers, int count, int width) {
        ByteBuffer all = dense.getRawData().asReadOnlyByteBuffer();
        ByteBuffer kept = ByteBuffer.allocate(count * width);
        ByteBuffer places = ByteBuffer.allocate(count * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] != 0) {
                kept.put(all.slice(i * width, width));
                places.putLong(i);
            }
        }
        return SparseTensorProto.newBuilder()
                .setValues(TensorProto.newBuilder()
                        .setName(dense.getName())
                        .setDataType(dense.getDataType())
                        .addDims(count)
                        .setRawData(ByteString.copyFrom(kept.array())))
                .setIndices(TensorProto.newBuilder()
                        .setDataType(TensorProto.DataType.INT64_VALUE)
                        .addDims(count)
                        .setRawData(ByteString.copyFrom(places.array())))
                .addAllDims(dense.getDimsList())
                .build();
    }

    /** How many numbers a tensor stands for, zeros counted. */
    static long numbers(SparseTensorProto sparse) {
        return sparse.getDimsList().stream().reduce(1L, (a, b) -> a * b);
    }

    /** How many bytes longer the same numbers would be with their zeros. */
    static long spared(SparseTensorProto sparse) {
        TensorProto values = sparse.getValues();
        long width = values.getRawData().size() / Math.max(1, values.getDims(0));
        return numbers(sparse) * width
                - values.getRawData().size()
                - sparse.getIndices().getRawData().size();
    }
}
