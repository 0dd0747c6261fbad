package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kd4j.component.KeyException;
import kd4j.loss.Dist.Epsilon;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DistTest {
    @Nested
    class OfThePaper implements LossContract.OfSoftmax, LossContract.OfRelations, LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new Dist(1, 2, 2, Epsilon.NONE);
        }

        @Override
        public double rounding() {
            return 1e-7;
        }
    }

    @Nested
    class Added implements LossContract.OfSoftmax, LossContract.OfRelations, LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new Dist(4, 1, 0.5, Epsilon.ADDED);
        }

        @Override
        public double rounding() {
            return 0.01;
        }
    }

    @Nested
    class Clamped implements LossContract.OfSoftmax, LossContract.OfRelations {
        @Override
        public Loss loss() {
            return new Dist(2, 1, 1, Epsilon.CLAMPED);
        }
    }

    /** Student 3/4, 1/4 and 1/4, 3/4, the teacher the other way round: all correlations are -1. */
    @Test
    void theOppositeIsAsFarAsCanBe() {
        double[][] student = {{Math.log(3), 0}, {0, Math.log(3)}};
        double[][] teacher = {{0, Math.log(3)}, {Math.log(3), 0}};
        Term term = new Dist(1, 2, 3, Epsilon.NONE).evaluate(Shown.scores(student, teacher));
        assertEquals(10, term.value(), 1e-14);
        assertEquals("dist 10 = T^2 1 * distance 10 (2 * rows 2 + 3 * classes 2)", term.explanation());
    }

    /** Probabilities 3/4, 1/4 and 0.6, 0.4 are related in a straight line. */
    @Test
    void onlyCorrelationCounts() {
        Signals signals = Shown.scores(new double[] {Math.log(3), 0}, new double[] {Math.log(1.5), 0});
        assertEquals(0, new Dist(1, 1, 0, Epsilon.NONE).evaluate(signals).value(), 1e-15);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertEquals(
                "beta is -1.0; allowed: a number >= 0",
                assertThrows(KeyException.class, () -> new Dist(1, -1, 0, Epsilon.NONE))
                        .getMessage());
    }
}
