package kd4j.model.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Memory for what a kernel works out in between, made once for the largest array and used again. */
final class Scratch {
    private INDArray kept;

    /** An array of the same type and shape, contents as the last one left them. */
    INDArray like(INDArray array) {
        if (kept == null || kept.length() < array.length() || kept.dataType() != array.dataType()) {
            kept = flatLike(array);
        }
        return kept.get(NDArrayIndex.interval(0, array.length())).reshape('c', array.shape());
    }

    @SuppressWarnings("try") // the scope acts by being open
    private static INDArray flatLike(INDArray array) {
        try (var outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return Nd4j.createUninitialized(array.dataType(), array.length());
        }
    }
}
