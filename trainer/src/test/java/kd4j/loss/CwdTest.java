package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kd4j.component.KeyException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CwdTest {
    @Nested
    class OfThePaper implements LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new Cwd(1);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 2, 3, 4};
        }
    }

    @Nested
    class Warm implements LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new Cwd(4);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 2, 3, 4};
        }
    }

    /** One channel of two pixels: even, and odds 3 to 1 at T = 2: 4 * (3/4 ln(3/2) + 1/4 ln(1/2)). */
    @Test
    void aKnownValueAndItsExplanation() {
        Term term = new Cwd(2).evaluate(Shown.taps(new double[] {1, 1}, new double[] {2 * Math.log(3), 0}, 1, 2, 1, 1));
        assertEquals(4 * (0.75 * Math.log(1.5) + 0.25 * Math.log(0.5)), term.value(), 1e-15);
        assertEquals("cwd 0.5232 = T^2 4 * kl 0.1308", term.explanation());
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertEquals(
                "temperature is 0.0; allowed: a number > 0",
                assertThrows(KeyException.class, () -> new Cwd(0)).getMessage());
    }
}
