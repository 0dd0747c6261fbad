package kd4j.compress;

import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The left singular vectors of a matrix, as columns, for the largest singular values first. They are found as the eigenvectors of the
 * matrix times its transpose: these are orthogonal to the last bits of a double, so that {@code U U^T A} is {@code A} at full rank however small some singular
 * values are.
 *
 * @param vectors {@code [rows, rows]}, orthogonal
 * @param squares the squared singular values, in falling order
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Basis(RealMatrix vectors, double[] squares) {
    static Basis of(RealMatrix matrix) {
        RealMatrix gram = matrix.multiply(matrix.transpose());
        EigenDecomposition eigen = new EigenDecomposition(symmetric(gram));
        return new Basis(eigen.getV(), eigen.getRealEigenvalues());
    }

    /** Sums of products in another order may differ in their last bits on both sides of the diagonal. */
    private static RealMatrix symmetric(RealMatrix gram) {
        RealMatrix same = new Array2DRowRealMatrix(gram.getRowDimension(), gram.getColumnDimension());
        for (int i = 0; i < gram.getRowDimension(); i++) {
            for (int j = 0; j <= i; j++) {
                same.setEntry(i, j, gram.getEntry(i, j));
                same.setEntry(j, i, gram.getEntry(i, j));
            }
        }
        return same;
    }

    /** The first columns. */
    RealMatrix first(int rank) {
        return vectors.getSubMatrix(0, vectors.getRowDimension() - 1, 0, rank - 1);
    }

    /** The rank that is asked for, or the smallest one that keeps that share of the squares. */
    int rank(Optional<Integer> asked, Optional<Double> energy) {
        return asked.map(r -> Math.min(r, squares.length)).orElseGet(() -> rank(energy.orElseThrow()));
    }

    private int rank(double energy) {
        double all = 0;
        for (double square : squares) {
            all += Math.max(0, square);
        }
        double sum = 0;
        for (int r = 1; r <= squares.length; r++) {
            sum += Math.max(0, squares[r - 1]);
            if (sum >= energy * all) {
                return r;
            }
        }
        return squares.length;
    }
}
