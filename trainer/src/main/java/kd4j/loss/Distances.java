package kd4j.loss;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Distances between all rows of a batch. They are summed up difference by difference in doubles: {@code |x|^2 + |y|^2 - 2
 * <x, y>} would cost all digits of rows that are near each other and far from 0.
 */
final class Distances {
    private final INDArray rows;
    private final int count;
    private final double[] squared;

    private Distances(INDArray rows, int count, double[] squared) {
        this.rows = rows;
        this.count = count;
        this.squared = squared;
    }

    /** Of the rows of a matrix of doubles in {@code 'c'} order. */
    static Distances of(INDArray rows) {
        int count = Math.toIntExact(rows.size(0));
        int length = Math.toIntExact(rows.size(1));
        double[] x = rows.dup('c').data().asDouble();
        double[] squared = new double[count * count];
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                squared[i * count + j] = squared(x, i * length, j * length, length);
                squared[j * count + i] = squared[i * count + j];
            }
        }
        return new Distances(rows, count, squared);
    }

    private static double squared(double[] x, int a, int b, int length) {
        double sum = 0;
        for (int k = 0; k < length; k++) {
            double difference = x[a + k] - x[b + k];
            sum += difference * difference;
        }
        return sum;
    }

    int count() {
        return count;
    }

    /** The squared distance of two rows. */
    double squared(int i, int j) {
        return squared[i * count + j];
    }

    /** All distances, row by row. */
    double[] plain() {
        double[] plain = new double[squared.length];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = Math.sqrt(squared[i]);
        }
        return plain;
    }

    /** The gradient at the rows that belongs to one at {@link #squared}, where both orders of a pair count. */
    INDArray backward(double[] gradient) {
        INDArray pairs = Nd4j.createFromArray(gradient).reshape(count, count);
        INDArray both = pairs.add(pairs.transpose());
        return rows.mul(both.sum(true, 1))
                .subi(Products.of(both, false, rows, false))
                .muli(2);
    }
}
