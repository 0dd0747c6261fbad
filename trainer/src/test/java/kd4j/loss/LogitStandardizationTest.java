package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kd4j.component.ShapeException;
import kd4j.loss.LogitStandardization.Deviation;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class LogitStandardizationTest {
    @Nested
    class OfThePaper implements LossContract.OfSoftmax, LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new LogitStandardization(new SoftTargets(2), Deviation.SAMPLE, 1e-7);
        }
    }

    @Nested
    class OfPopulation implements LossContract.OfSoftmax, LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new LogitStandardization(new LogitsMse(Reduction.ROW_SUM), Deviation.POPULATION, 0);
        }
    }

    @Nested
    class OfLabels implements LossContract.OfSoftmax, LossContract.OfLabels {
        @Override
        public Loss loss() {
            return new LogitStandardization(new CrossEntropy(), Deviation.SAMPLE, 1e-7);
        }
    }

    @Nested
    class AroundDkd implements LossContract.OfSoftmax, LossContract.OfLabels {
        @Override
        public Loss loss() {
            return new LogitStandardization(new Dkd(2, 1, 8), Deviation.SAMPLE, 1e-7);
        }
    }

    /** Two scores, whatever they are, become 1/sqrt 2 and -1/sqrt 2; in the other order all differences are sqrt 2. */
    @Test
    void aKnownValueAndItsExplanation() {
        Signals signals = Shown.scores(new double[] {5, 1}, new double[] {0, 1});
        LogitsMse inner = new LogitsMse(Reduction.ELEMENT_MEAN);
        Term term = new LogitStandardization(inner, Deviation.SAMPLE, 0).evaluate(signals);
        assertEquals(2, term.value(), 1e-14);
        assertEquals("logit-standardization 2 = 1 * logits-mse 2", term.explanation());
    }

    /**
     * Standardised to 0 and 0; the teacher's 1/sqrt 2 and -1/sqrt 2 are as far as that, and the inner gradient is twice it.
     */
    @Test
    void aRowOfEqualScoresHasAGradientThatIsANumber() {
        Signals signals = Shown.scores(new double[] {3, 3}, new double[] {1, 0});
        Term term = new LogitStandardization(new LogitsMse(Reduction.ROW_SUM), Deviation.SAMPLE, 0).evaluate(signals);
        assertEquals(1, term.value(), 1e-14);
        INDArray gradient = term.gradients().get(Outputs.LOGITS);
        assertEquals(-Math.sqrt(2), gradient.getDouble(0), 1e-14);
        assertEquals(Math.sqrt(2), gradient.getDouble(1), 1e-14);
    }

    @Test
    void oneClassHasNoSpread() {
        LogitStandardization loss = new LogitStandardization(new SoftTargets(2), Deviation.SAMPLE, 0);
        assertEquals(
                "logit-standardization: logits have shape [rows, 1]; a row of one number has no spread, use two classes or more",
                assertThrows(
                                ShapeException.class,
                                () -> loss.evaluate(Shown.scores(new double[] {1}, new double[] {1})))
                        .getMessage());
    }
}
