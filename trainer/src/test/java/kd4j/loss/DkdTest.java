package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kd4j.component.ShapeException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DkdTest {
    @Nested
    class OfThePaper implements LossContract.OfSoftmax, LossContract.OfDivergence, LossContract.OfLabels {
        @Override
        public Loss loss() {
            return new Dkd(4, 1, 8);
        }
    }

    @Nested
    class Cold implements LossContract.OfSoftmax, LossContract.OfDivergence, LossContract.OfLabels {
        @Override
        public Loss loss() {
            return new Dkd(0.5, 1, 1);
        }
    }

    /** Student 1/3 each; teacher 1/2 (the label), 3/8, 1/8, at T = 1. */
    @Test
    void aKnownValueAndItsExplanation() {
        double[] teacher = {Math.log(4), Math.log(3), 0};
        Term term = new Dkd(1, 1, 8).evaluate(Shown.scores(new double[3], teacher));
        double target = 0.5 * Math.log(1.5) + 0.5 * Math.log(0.75);
        double others = 0.75 * Math.log(1.5) + 0.25 * Math.log(0.5);
        assertEquals(target + 8 * others, term.value(), 1e-15);
        // 0.0588915 + 8 * 0.1308120 = 1.105388
        assertEquals(
                "dkd 1.105 = T^2 1 * decoupled 1.105 (1 * target 0.05889 + 8 * others 0.1308)", term.explanation());
    }

    /** The paper's equation 7: with the teacher's probability of all others as beta it is plain soft targets. */
    @Test
    void softTargetsAreOneOfIts() {
        Signals signals = Shown.scores(new double[] {1, -1, 0.5}, new double[] {Math.log(4), Math.log(3), 0});
        assertEquals(
                new SoftTargets(1).evaluate(signals).value(),
                new Dkd(1, 1, 0.5).evaluate(signals).value(),
                1e-15);
    }

    @Test
    void oneClassHasNoOthers() {
        Signals one = Shown.scores(new double[] {1}, new double[] {1});
        assertEquals(
                "dkd: logits of shape [1, 1] have no other class than the label; use two classes or more",
                assertThrows(ShapeException.class, () -> new Dkd(4, 1, 8).evaluate(one))
                        .getMessage());
    }
}
