package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kd4j.component.KeyException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HuberTest {
    @Nested
    class OfTargets implements LossContract.OfTargets {
        @Override
        public Loss loss() {
            return new Huber(0.7, TargetSource.TARGETS);
        }
    }

    @Nested
    class OfTeacher implements LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new Huber(1, TargetSource.TEACHER);
        }
    }

    /** Errors 0.5, -3 and 2 with delta 2: 0.125, 2 * (3 - 1) = 4 and 4 / 2 = 2; slopes 0.5, -2 and 2, each over three rows. */
    @Test
    void knownValues() {
        Signals signals = Shown.numbers(new double[] {1.5, 0, 5}, new double[] {1.5, 0, 7}, new double[] {1, 3, 3});
        Term term = new Huber(2, TargetSource.TARGETS).evaluate(signals);
        assertEquals(6.125 / 3, term.value(), 1e-15);
        double[] slopes = term.gradients().get(Outputs.LOGITS).toDoubleVector();
        assertArrayEquals(new double[] {0.5 / 3, -2.0 / 3, 2.0 / 3}, slopes, 1e-15);
        // To the teacher: errors 0, 0 and -2, which is 2 * (2 - 1).
        assertEquals(
                2.0 / 3, new Huber(2, TargetSource.TEACHER).evaluate(signals).value(), 1e-15);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThrows(KeyException.class, () -> new Huber(0, TargetSource.TARGETS));
    }
}
