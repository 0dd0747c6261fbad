package kd4j.teacher;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Rows of scores as an array of floats. */
final class Rows {
    private Rows() {}

    static INDArray array(double[][] rows) {
        int length = rows.length == 0 ? 0 : rows[0].length;
        float[] values = new float[rows.length * length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rows[i / length][i % length];
        }
        return Nd4j.create(values, new long[] {rows.length, length}, 'c');
    }
}
