package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LogitsMseTest {
    @Nested
    class ElementMean implements LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new LogitsMse(Reduction.ELEMENT_MEAN);
        }
    }

    @Nested
    class HalfRowSum implements LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new LogitsMse(Reduction.HALF_ROW_SUM);
        }
    }

    /** Differences 1, 0, 2, 3 in one row: 14 in all. */
    @Test
    void knownValues() {
        Signals signals = Shown.scores(new double[] {1, 2, 3, 4}, new double[] {0, 2, 1, 1});
        assertEquals(
                3.5, new LogitsMse(Reduction.ELEMENT_MEAN).evaluate(signals).value(), 1e-15);
        assertEquals(14, new LogitsMse(Reduction.ROW_SUM).evaluate(signals).value(), 1e-15);
        assertEquals(7, new LogitsMse(Reduction.HALF_ROW_SUM).evaluate(signals).value(), 1e-15);
    }
}
