package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kd4j.component.KeyException;
import kd4j.loss.SoftTargets.Scale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReverseKlTest {
    @Nested
    class OfThePaper implements LossContract.OfSoftmax, LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new ReverseKl(4, Scale.TEMPERATURE_SQUARED);
        }
    }

    @Nested
    class Unscaled implements LossContract.OfSoftmax, LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new ReverseKl(0.5, Scale.ONE);
        }
    }

    /** Student even, teacher odds 3 to 1, at T = 2: 4 * (1/2 ln(2/3) + 1/2 ln 2). */
    @Test
    void aKnownValueAndItsExplanation() {
        Signals signals = Shown.scores(new double[] {0, 0}, new double[] {2 * Math.log(3), 0});
        Term term = new ReverseKl(2, Scale.TEMPERATURE_SQUARED).evaluate(signals);
        assertEquals(2 * Math.log(4 / 3.0), term.value(), 1e-15);
        // 2 ln(4/3) = 0.575364
        assertEquals("reverse-kl 0.5754 = T^2 4 * kl 0.1438", term.explanation());
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertEquals(
                "temperature is -1.0; allowed: a number > 0",
                assertThrows(KeyException.class, () -> new ReverseKl(-1, Scale.ONE))
                        .getMessage());
    }
}
