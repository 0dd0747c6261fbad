package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kd4j.component.KeyException;
import kd4j.loss.JensenShannon.Endpoints;
import kd4j.loss.SoftTargets.Scale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JensenShannonTest {
    @Nested
    class Even implements LossContract.OfSoftmax, LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new JensenShannon(1, 0.5, Scale.ONE, Endpoints.ZERO);
        }
    }

    @Nested
    class Uneven implements LossContract.OfSoftmax, LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new JensenShannon(2, 0.9, Scale.TEMPERATURE_SQUARED, Endpoints.ZERO);
        }
    }

    @Nested
    class AsForwardKl implements LossContract.OfSoftmax, LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new JensenShannon(2, 0, Scale.ONE, Endpoints.KL);
        }
    }

    @Nested
    class AsReverseKl implements LossContract.OfSoftmax, LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new JensenShannon(2, 1, Scale.ONE, Endpoints.KL);
        }
    }

    /** Student 1/2, 1/2, teacher 3/4, 1/4, mixture 5/8, 3/8. */
    @Test
    void aKnownValueAndItsExplanation() {
        Signals signals = Shown.scores(new double[] {0, 0}, new double[] {Math.log(3), 0});
        Term term = new JensenShannon(1, 0.5, Scale.ONE, Endpoints.ZERO).evaluate(signals);
        double teacher = 0.75 * Math.log(6 / 5.0) + 0.25 * Math.log(2 / 3.0);
        double student = 0.5 * Math.log(4 / 5.0) + 0.5 * Math.log(4 / 3.0);
        assertEquals((teacher + student) / 2, term.value(), 1e-15);
        // 0.0353748 and 0.0322693
        assertEquals(
                "jensen-shannon 0.03382 = 0.5 * kl-of-teacher 0.03537 + 0.5 * kl-of-student 0.03227",
                term.explanation());
    }

    @Test
    void atTheEndsTheFormulaGivesNothing() {
        Signals signals = Shown.scores(new double[] {0, 1}, new double[] {2, 0});
        for (double beta : new double[] {0, 1}) {
            Term term = new JensenShannon(1, beta, Scale.ONE, Endpoints.ZERO).evaluate(signals);
            assertEquals(0, term.value(), 0);
            assertEquals(0, term.gradients().get(Outputs.LOGITS).amaxNumber().doubleValue(), 0);
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertEquals(
                "beta is 1.5; allowed: a number from 0 to 1",
                assertThrows(KeyException.class, () -> new JensenShannon(1, 1.5, Scale.ONE, Endpoints.ZERO))
                        .getMessage());
    }
}
