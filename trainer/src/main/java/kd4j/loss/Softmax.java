package kd4j.loss;

import static org.nd4j.linalg.api.buffer.DataType.FLOAT;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The softmax along axis 1, such as the rows of a matrix, and its logarithm. ND4J's own log-softmax takes the logarithm of the
 * softmax, which is minus infinity from a distance of about 100 between logits in floats; here it is {@code (x - max) - log sum
 * exp(x - max)}.
 *
 * @param log logarithms of the shares, in the shape of the logits, in {@code 'c'} order
 * @param shares what adds up to 1 along axis 1, such as in each row of {@code [rows, classes]}, in {@code 'c'} order
 */
record Softmax(INDArray log, INDArray shares) {
    /** Of these logits, which stay as they are. */
    static Softmax of(INDArray logits) {
        return HostRows.hold(logits)
                ? HostRows.softmax(logits, Nd4j.createUninitialized(FLOAT, logits.shape()))
                : inPlaceOf(logits.dup('c'));
    }

    /** Of these logits, which are overwritten; they must be a whole array in {@code 'c'} order. */
    static Softmax inPlaceOf(INDArray logits) {
        if (HostRows.hold(logits)) {
            return HostRows.softmax(logits, logits);
        }
        INDArray log = logits.subi(logits.max(true, 1));
        INDArray shares = Transforms.exp(log, true);
        INDArray sums = shares.sum(true, 1);
        shares.divi(sums);
        log.subi(Transforms.log(sums, false));
        return new Softmax(log, shares);
    }

    /**
     * The gradient at the logits that belongs to one at the shares: {@code shares * (gradient - sum(shares * gradient))}.
     * In the given array, which is a whole one in {@code 'c'} order.
     */
    INDArray backward(INDArray gradient) {
        INDArray along = gradient.mul(shares).sum(true, 1);
        return gradient.subi(along).muli(shares);
    }

    /** Some of the rows, as views. */
    Softmax rows(long from, long to) {
        var rows = NDArrayIndex.interval(from, to);
        return new Softmax(log.get(rows), shares.get(rows));
    }
}
