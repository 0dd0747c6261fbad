package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kd4j.component.KeyException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RegressionMseTest {
    @Nested
    class TeacherAlone implements LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new RegressionMse(1);
        }
    }

    @Nested
    class Blended implements LossContract.OfTargets {
        @Override
        public Loss loss() {
            return new RegressionMse(0.3);
        }
    }

    @Nested
    class TargetsAlone implements LossContract.OfTargets {
        @Override
        public Loss loss() {
            return new RegressionMse(0);
        }
    }

    /** Student 1, teacher 3, target 0: squares 4 and 1. */
    @Test
    void knownValues() {
        Signals signals = Shown.numbers(new double[] {1}, new double[] {3}, new double[] {0});
        assertEquals(4, new RegressionMse(1).evaluate(signals).value(), 1e-15);
        assertEquals(1, new RegressionMse(0).evaluate(signals).value(), 1e-15);
        Term term = new RegressionMse(0.25).evaluate(signals);
        assertEquals(1.75, term.value(), 1e-15);
        assertEquals("regression-mse 1.75 = 0.75 * target 1 + 0.25 * teacher 4", term.explanation());
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertEquals(
                "teacher-weight is 2.0; allowed: a number from 0 to 1",
                assertThrows(KeyException.class, () -> new RegressionMse(2)).getMessage());
    }
}
