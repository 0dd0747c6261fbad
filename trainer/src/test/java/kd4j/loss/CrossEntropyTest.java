package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import kd4j.component.KeyException;
import kd4j.component.ShapeException;
import kd4j.loss.CrossEntropy.Smoothing;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CrossEntropyTest {
    @Nested
    class Hard implements LossContract.OfSoftmax, LossContract.OfLabels {
        @Override
        public Loss loss() {
            return new CrossEntropy();
        }
    }

    @Nested
    class SmoothedOverAll implements LossContract.OfSoftmax, LossContract.OfLabels {
        @Override
        public Loss loss() {
            return new CrossEntropy(0.2, Smoothing.UNIFORM_ALL);
        }
    }

    @Nested
    class SmoothedOverOthers implements LossContract.OfSoftmax, LossContract.OfLabels {
        @Override
        public Loss loss() {
            return new CrossEntropy(0.2, Smoothing.UNIFORM_OTHERS);
        }
    }

    /** Equal scores of 4 classes: ln 4 a row; odds 3 to 1: ln(4/3) or ln 4. */
    @Test
    void knownValues() {
        assertEquals(Math.log(4), value(new CrossEntropy(), new double[] {7, 7, 7, 7}, 2), 1e-15);
        assertEquals(Math.log(4 / 3.0), value(new CrossEntropy(), new double[] {Math.log(3), 0}, 0), 1e-15);
        double smoothed = 0.9 * Math.log(4 / 3.0) + 0.1 * Math.log(4);
        CrossEntropy others = new CrossEntropy(0.1, Smoothing.UNIFORM_OTHERS);
        assertEquals(smoothed, value(others, new double[] {Math.log(3), 0}, 0), 1e-15);
    }

    @Test
    void theExplanationNamesTheSharesOfASmoothedLabel() {
        Term term = new CrossEntropy(0.1, Smoothing.UNIFORM_ALL).evaluate(row(new double[] {Math.log(3), 0}, 0));
        // ln(4/3) = 0.28768, (ln(4/3) + ln 4) / 2 = 0.83699, together 0.34261
        assertEquals("cross-entropy 0.3426 = 0.9 * label 0.2877 + 0.1 * all-classes 0.837", term.explanation());
    }

    @Test
    void oneClassHasNoOthers() {
        CrossEntropy loss = new CrossEntropy(0.1, Smoothing.UNIFORM_OTHERS);
        assertEquals(
                "cross-entropy: logits of shape [1, 1] have no other class to give 0.1 to; use two classes or more",
                assertThrows(ShapeException.class, () -> loss.evaluate(row(new double[] {1}, 0)))
                        .getMessage());
    }

    @Test
    void smoothingIsAShare() {
        assertEquals(
                "label-smoothing is 1.0; allowed: a number from 0 to below 1",
                assertThrows(KeyException.class, () -> new CrossEntropy(1, Smoothing.UNIFORM_ALL))
                        .getMessage());
    }

    @Test
    void aValueThatIsNotFiniteIsNamed() {
        Term term = new CrossEntropy().evaluate(row(new double[] {Double.NaN, 0}, 0));
        assertEquals("cross-entropy", term.notFinite().orElseThrow());
        assertEquals("cross-entropy NaN", term.explanation());
        Term sum = new Term("total", Double.NaN, Map.of(), List.of(Part.of(1, "fine", 2), term.weighted(0.5)));
        assertEquals("cross-entropy", sum.notFinite().orElseThrow());
    }

    private static double value(CrossEntropy loss, double[] scores, int label) {
        return loss.evaluate(row(scores, label)).value();
    }

    private static Signals row(double[] scores, int label) {
        INDArray logits = Nd4j.createFromArray(new double[][] {scores});
        return new Signals(new int[] {label}, Outputs.ofLogits(logits), new Outputs(Map.of()), 0);
    }
}
