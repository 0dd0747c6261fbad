package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SpTest {
    @Nested
    class OfThePaper implements LossContract.OfAnyShapes, LossContract.OfRelations {
        @Override
        public Loss loss() {
            return new Sp(Sp.Norm.L2);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 2, 3, 4};
        }
    }

    @Nested
    class L1 implements LossContract.OfAnyShapes, LossContract.OfRelations {
        @Override
        public Loss loss() {
            return new Sp(Sp.Norm.L1);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 5};
        }
    }

    /**
     * The student's two rows have nothing in common, the teacher's are equal: 2 (1 - 1/sqrt 2)^2 + 2 * 1/2, and 4 * (1/2)^2.
     */
    @Test
    void knownValues() {
        Signals signals = Shown.taps(new double[] {3, 0, 0, 2}, new double[] {1, 0, 1, 0}, 2, 2);
        assertEquals(1 - Math.sqrt(2) / 2, value(new Sp(Sp.Norm.L2), signals), 1e-15);
        assertEquals(0.25, value(new Sp(Sp.Norm.L1), signals), 1e-15);
    }

    private static double value(Loss loss, Signals signals) {
        return loss.evaluate(signals).value();
    }
}
