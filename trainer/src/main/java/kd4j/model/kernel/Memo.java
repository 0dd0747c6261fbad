package kd4j.model.kernel;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a kernel's forward pass leaves for its own backward pass, in whatever form it likes: winners of a pooling, signs of a
 * relu. A layer keeps one for each such operation; its memory is made once for the largest batch and used again.
 */
public final class Memo {
    private INDArray bytes;

    /** At least this many bytes, contents as the last one left them unless more were asked for than ever before. */
    @SuppressWarnings("try") // the scope acts by being open
    public INDArray bytes(long count) {
        if (bytes == null || bytes.length() < count) {
            try (var outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                bytes = Nd4j.createUninitialized(DataType.INT8, Math.max(1, count));
            }
        }
        return bytes;
    }
}
