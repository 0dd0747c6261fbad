package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kd4j.component.KeyException;
import kd4j.loss.Ab.Scale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AbTest {
    @Nested
    class OfThePaper implements LossContract {
        @Override
        public Loss loss() {
            return new Ab(1, Scale.ONE);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 2, 3, 4};
        }
    }

    @Nested
    class Scaled implements LossContract {
        @Override
        public Loss loss() {
            return new Ab(2, Scale.THOUSANDTHS);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 5};
        }
    }

    /** Missing by 0.5 on the active side, by 1.5 on the inactive one, by nothing: 0.25 + 2.25. */
    @Test
    void knownValues() {
        Signals signals = Shown.taps(new double[] {0.5, 0.5, 2}, new double[] {1, -1, 0.5}, 1, 3);
        assertEquals(2.5, new Ab(1, Scale.ONE).evaluate(signals).value(), 1e-15);
        assertEquals(0.0075, new Ab(1, Scale.THOUSANDTHS).evaluate(signals).value(), 1e-15);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertEquals(
                "margin is 0.0; allowed: a number > 0",
                assertThrows(KeyException.class, () -> new Ab(0, Scale.ONE)).getMessage());
    }
}
