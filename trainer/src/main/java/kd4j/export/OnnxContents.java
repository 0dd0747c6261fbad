package kd4j.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onnx.Onnx.ModelProto;
import onnx.Onnx.SparseTensorProto;
import onnx.Onnx.TensorProto;

/**
 * What an ONNX file holds.
 *
 * @param format which of the three forms it has
 * @param weights numbers in tensors with two axes or more: weights of products
 * @param zeros how many of these are 0
 * @param sparse those that are stored without their zeros; empty for none
 */
record OnnxContents(ExportFormat format, long weights, long zeros, Optional<SparseWeights> sparse) {
    private static final Map<Integer, Integer> BYTES = Map.of(
            TensorProto.DataType.FLOAT_VALUE, Float.BYTES,
            TensorProto.DataType.FLOAT16_VALUE, Short.BYTES,
            TensorProto.DataType.INT8_VALUE, Byte.BYTES);

    static OnnxContents of(Path file) {
        try {
            return of(file, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new ExportException("%s: cannot be read (%s). Check the path".formatted(file, e), e);
        }
    }

    /** @param file for messages */
    static OnnxContents of(Path file, byte[] onnx) {
        try {
            ModelProto model = ModelProto.parseFrom(onnx);
            ExportFormat format = ExportFormat.ONNX;
            long weights = 0;
            long zeros = 0;
            for (TensorProto tensor : model.getGraph().getInitializerList()) {
                format = form(tensor, format);
                if (tensor.getDimsCount() > 1 && BYTES.containsKey(tensor.getDataType())) {
                    int bytes = BYTES.get(tensor.getDataType());
                    byte[] raw = tensor.getRawData().toByteArray();
                    weights += raw.length / bytes;
                    zeros += zeros(raw, bytes);
                }
            }
            List<SparseTensorProto> sparse = model.getGraph().getSparseInitializerList();
            for (SparseTensorProto tensor : sparse) {
                TensorProto values = tensor.getValues();
                format = form(values, format);
                byte[] raw = values.getRawData().toByteArray();
                int bytes = BYTES.getOrDefault(values.getDataType(), Float.BYTES);
                weights += OnnxSparse.numbers(tensor);
                zeros += OnnxSparse.numbers(tensor) - raw.length / bytes + zeros(raw, bytes);
            }
            return new OnnxContents(format, weights, zeros, sparse(sparse));
        } catch (IOException e) {
            throw new ExportException("%s: not an ONNX file (%s). Export it again".formatted(file, e.getMessage()), e);
        }
    }

    private static Optional<SparseWeights> sparse(List<SparseTensorProto> tensors) {
        List<String> names = tensors.stream().map(t -> t.getValues().getName()).toList();
        long spared = tensors.stream().mapToLong(OnnxSparse::spared).sum();
        return tensors.isEmpty() ? Optional.empty() : Optional.of(new SparseWeights(names, spared));
    }

    private static ExportFormat form(TensorProto tensor, ExportFormat before) {
        return switch (tensor.getDataType()) {
            case TensorProto.DataType.INT8_VALUE, TensorProto.DataType.UINT8_VALUE -> ExportFormat.ONNX_INT8;
            case TensorProto.DataType.FLOAT16_VALUE -> before == ExportFormat.ONNX ? ExportFormat.ONNX_FP16 : before;
            default -> before;
        };
    }

    private static long zeros(byte[] raw, int bytes) {
        long zeros = 0;
        for (int from = 0; from + bytes <= raw.length; from += bytes) {
            boolean zero = true;
            for (int i = 0; i < bytes; i++) {
                // The sign of a float's zero is no number.
                int ignored = bytes > 1 && i == bytes - 1 ? 0x7f : 0xff;
                zero &= (raw[from + i] & ignored) == 0;
            }
            zeros += zero ? 1 : 0;
        }
        return zeros;
    }

    /** The share of weights that are 0. */
    double sparsity() {
        return weights == 0 ? 0 : (double) zeros / weights;
    }
}
