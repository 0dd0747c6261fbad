package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReviewHclTest {
    @Nested
    class Small implements LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new ReviewHcl();
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 2, 3, 4};
        }
    }

    @Nested
    class Large implements LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new ReviewHcl();
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 5, 6, 2};
        }
    }

    /** Differences 1, 2, 3, 6 of 2x2 pixels: squares 50 / 4, and at 1x1 the square of 3 with weight 1/2. */
    @Test
    void aKnownValue() {
        Signals signals = Shown.taps(new double[] {1, 2, 3, 6}, new double[4], 1, 2, 2, 1);
        assertEquals((12.5 + 4.5) / 1.5, new ReviewHcl().evaluate(signals).value(), 1e-14);
    }
}
