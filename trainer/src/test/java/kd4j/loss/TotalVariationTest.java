package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kd4j.component.KeyException;
import kd4j.loss.TotalVariation.Norm;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TotalVariationTest {
    @Nested
    class OfThePaper implements LossContract.OfSoftmax, LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new TotalVariation(1, Norm.HALF_L1);
        }
    }

    @Nested
    class Tempered implements LossContract.OfSoftmax, LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new TotalVariation(4, Norm.L1);
        }
    }

    /** Student 1/2, 1/2, teacher 3/4, 1/4: a quarter is in the wrong place. */
    @Test
    void knownValues() {
        Signals signals = Shown.scores(new double[] {0, 0}, new double[] {Math.log(3), 0});
        assertEquals(0.25, new TotalVariation(1, Norm.HALF_L1).evaluate(signals).value(), 1e-15);
        assertEquals(0.5, new TotalVariation(1, Norm.L1).evaluate(signals).value(), 1e-15);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertEquals(
                "temperature is 0.0; allowed: a number > 0",
                assertThrows(KeyException.class, () -> new TotalVariation(0, Norm.L1))
                        .getMessage());
    }
}
