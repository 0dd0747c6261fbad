package kd4j.data;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rows that go through a network together.
 *
 * @param features {@code [rows, ...shape]}, channels last, in {@code 'c'} order
 * @param labels the class of each row
 * @param ids the {@link Samples#id} of each row
 * @param views the view number of each row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; lists of boxes would cost an object a row
public record Batch(INDArray features, int[] labels, int[] ids, long[] views) {
    public int rows() {
        return labels.length;
    }
}
