package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kd4j.component.KeyException;
import kd4j.loss.TeacherBounded.Form;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TeacherBoundedTest {
    @Nested
    class Vector implements LossContract.OfTargets {
        @Override
        public Loss loss() {
            return new TeacherBounded(0.5, Form.VECTOR, 0);
        }
    }

    @Nested
    class Element implements LossContract.OfTargets {
        @Override
        public Loss loss() {
            return new TeacherBounded(0, Form.ELEMENT, 0);
        }
    }

    @Nested
    class WithSmoothL1 implements LossContract.OfTargets {
        @Override
        public Loss loss() {
            return new TeacherBounded(0, Form.VECTOR_WITH_SMOOTH_L1, 0.5);
        }
    }

    /** Errors of the student 1 and 3, of the teacher 2 and 2: only the second row counts, unless the margin is above 3. */
    @Test
    void knownValues() {
        Signals signals = Shown.numbers(new double[] {1, 3}, new double[] {2, 2}, new double[] {0, 0});
        assertEquals(
                4.5, new TeacherBounded(0, Form.VECTOR, 0).evaluate(signals).value(), 1e-15);
        assertEquals(
                5, new TeacherBounded(3.5, Form.VECTOR, 0).evaluate(signals).value(), 1e-15);
        // Smooth L1: (1/2 + 5/2) / 2
        Term term = new TeacherBounded(0, Form.VECTOR_WITH_SMOOTH_L1, 0.5).evaluate(signals);
        assertEquals(3.75, term.value(), 1e-15);
        assertEquals("teacher-bounded 3.75 = 1 * smooth-l1 1.5 + 0.5 * bounded 4.5", term.explanation());
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertEquals(
                "margin is -1.0; allowed: a number >= 0",
                assertThrows(KeyException.class, () -> new TeacherBounded(-1, Form.VECTOR, 0))
                        .getMessage());
    }
}
