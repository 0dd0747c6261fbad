package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kd4j.component.KeyException;
import kd4j.loss.PixelSoftTargets.Mean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PixelSoftTargetsTest {
    @Nested
    class ByPixels implements LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new PixelSoftTargets(1, Mean.PIXELS);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 2, 3, 4};
        }
    }

    @Nested
    class ByRows implements LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new PixelSoftTargets(4, Mean.ROWS);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 2, 3, 4};
        }
    }

    /** Two pixels: one where both agree, one even against odds 3 to 1 at T = 2. */
    @Test
    void knownValuesAndTheirExplanation() {
        Signals signals = Shown.taps(new double[] {1, 1, 5, 5}, new double[] {0, 0, 2 * Math.log(3), 0}, 1, 1, 2, 2);
        double kl = 0.75 * Math.log(1.5) + 0.25 * Math.log(0.5);
        Term term = new PixelSoftTargets(2, Mean.PIXELS).evaluate(signals);
        assertEquals(2 * kl, term.value(), 1e-15);
        assertEquals("pixel-soft-targets 0.2616 = T^2 4 * kl 0.06541", term.explanation());
        assertEquals(
                4 * kl, new PixelSoftTargets(2, Mean.ROWS).evaluate(signals).value(), 1e-15);
    }

    @Test
    void theTemperatureIsAboveZero() {
        assertEquals(
                "temperature is 0.0; allowed: a number > 0",
                assertThrows(KeyException.class, () -> new PixelSoftTargets(0, Mean.ROWS))
                        .getMessage());
    }
}
