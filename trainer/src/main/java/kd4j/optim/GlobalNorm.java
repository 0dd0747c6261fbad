package kd4j.optim;

import kd4j.memory.HostMemory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Clipping by the global norm: {@code g = g * largest / max(largest, |g|)} with the L2 norm over all gradients of a network
 * together, so that a step becomes shorter but keeps its direction. Source: Pascanu et al., arXiv 1211.5063, algorithm 1.
 */
public final class GlobalNorm {
    private GlobalNorm() {}

    /**
     * Scales gradients down to this norm where theirs is larger; otherwise their bits stay.
     *
     * @param gradients {@code [n]} floats or doubles, changed in place
     * @param largest the largest norm allowed, > 0
     */
    public static void clip(INDArray gradients, double largest) {
        double norm = of(gradients);
        if (norm > largest) {
            gradients.muli(largest / norm);
        }
    }

    /** The L2 norm of a vector, added up in doubles and in an order that depends on nothing but the length. */
    static double of(INDArray vector) {
        if (!HostMemory.holds(vector)) {
            try (INDArray doubles =
                    vector.dataType() == DataType.DOUBLE ? vector.dup() : vector.castTo(DataType.DOUBLE)) {
                return doubles.norm2Number().doubleValue();
            }
        }
        SquareSum squares = new SquareSum();
        Pass.inOrder(vector.dataType(), 1).run(squares, Decay.NONE.stretches(vector.length()), vector);
        return Math.sqrt(squares.total());
    }

    /** Four sums side by side: the processor does not have to wait for one addition before the next. */
    private static final class SquareSum implements Rule {
        private final double[] sums = new double[4];
        private final double[] wide = new double[Pass.CHUNK];

        @Override
        public void apply(float[][] rows, int n, double decay) {
            for (int i = 0; i < n; i++) {
                wide[i] = rows[0][i];
            }
            add(wide, n);
        }

        @Override
        public void apply(double[][] rows, int n, double decay) {
            add(rows[0], n);
        }

        private void add(double[] x, int n) {
            double a = sums[0];
            double b = sums[1];
            double c = sums[2];
            double d = sums[3];
            int i = 0;
            for (; i + 3 < n; i += 4) {
                a += x[i] * x[i];
                b += x[i + 1] * x[i + 1];
                c += x[i + 2] * x[i + 2];
                d += x[i + 3] * x[i + 3];
            }
            for (; i < n; i++) {
                a += x[i] * x[i];
            }
            sums[0] = a;
            sums[1] = b;
            sums[2] = c;
            sums[3] = d;
        }

        double total() {
            return (sums[0] + sums[1]) + (sums[2] + sums[3]);
        }
    }
}
