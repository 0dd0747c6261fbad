package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kd4j.component.KeyException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TtmTest {
    @Nested
    class Warm implements LossContract.OfSoftmax {
        @Override
        public Loss loss() {
            return new Ttm(4);
        }
    }

    @Nested
    class Untempered implements LossContract.OfSoftmax, LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new Ttm(1);
        }

        @Override
        public double rounding() {
            return 1e-6;
        }
    }

    /** Student 1/2, 1/2; teacher 9 to 1, at T = 2 it is 3 to 1. */
    @Test
    void aKnownValue() {
        Signals signals = Shown.scores(new double[] {0, 0}, new double[] {Math.log(9), 0});
        assertEquals(
                0.75 * Math.log(1.5) + 0.25 * Math.log(0.5),
                new Ttm(2).evaluate(signals).value(),
                1e-15);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertEquals(
                "temperature is 0.0; allowed: a number > 0",
                assertThrows(KeyException.class, () -> new Ttm(0)).getMessage());
    }
}
