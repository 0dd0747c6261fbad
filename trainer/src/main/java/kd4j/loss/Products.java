package kd4j.loss;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Products of matrices, or of two stacks of them {@code [n, rows, columns]}, one call for the whole stack. */
final class Products {
    private Products() {}

    /** The product of two matrices, or of each pair in two stacks; each may be transposed first. */
    static INDArray of(INDArray a, boolean transposeA, INDArray b, boolean transposeB) {
        int last = a.rank() - 1;
        long[] shape = a.shape().clone();
        shape[last - 1] = a.size(transposeA ? last : last - 1);
        shape[last] = b.size(transposeB ? last - 1 : last);
        INDArray product = Nd4j.createUninitialized(a.dataType(), shape);
        Nd4j.exec(DynamicCustomOp.builder("matmul")
                .addInputs(a, b)
                .addOutputs(product)
                .addIntegerArguments(transposeA ? 1 : 0, transposeB ? 1 : 0)
                .build());
        return product;
    }
}
