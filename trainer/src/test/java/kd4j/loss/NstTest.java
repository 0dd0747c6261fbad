package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NstTest {
    @Nested
    class OfThePaper implements LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new Nst();
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 2, 3, 4};
        }
    }

    /** One channel of two pixels: (1, 0) and (0.6, 0.8) have the product 0.6: 1 + 1 - 2 * 0.36. */
    @Test
    void aKnownValue() {
        Signals signals = Shown.taps(new double[] {5, 0}, new double[] {3, 4}, 1, 1, 2, 1);
        assertEquals(1.28, new Nst().evaluate(signals).value(), 1e-15);
    }

    /** The same channels in another order, one of them twice. */
    @Test
    void itDoesNotMatterWhichChannelHasWhichPattern() {
        double[] student = {1, 2, 0, 3};
        double[] teacher = {2, 1, 2, 1, 3, 0, 3, 0};
        Signals signals = Shown.taps(student, new long[] {1, 1, 2, 2}, teacher, new long[] {1, 1, 2, 4});
        assertEquals(0, new Nst().evaluate(signals).value(), 1e-15);
    }
}
