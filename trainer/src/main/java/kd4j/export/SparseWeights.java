package kd4j.export;

import java.util.List;

/**
 * Weights of an ONNX file that are stored without their zeros.
 *
 * @param tensors their names
 * @param bytesSpared by how many bytes they are shorter than with zeros
 */
public record SparseWeights(List<String> tensors, long bytesSpared) {
    public SparseWeights {
        tensors = List.copyOf(tensors);
    }
}
