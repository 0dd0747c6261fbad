package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import kd4j.component.KeyException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MlkdTest {
    @Nested
    class OfThePaper implements LossContract.OfSoftmax, LossContract.OfDivergence, LossContract.OfRelations {
        @Override
        public Loss loss() {
            return new Mlkd(List.of(2.0, 3.0, 4.0), 1, 1, 1);
        }
    }

    @Nested
    class BatchAlone implements LossContract.OfSoftmax, LossContract.OfRelations {
        @Override
        public Loss loss() {
            return new Mlkd(List.of(1.0), 0, 1, 0);
        }
    }

    /** One row: student 1/2, 1/2, teacher 3/4, 1/4. Batch: (10/16 - 1/2)^2. Class: (5^2 + 1 + 1 + 3^2) / 16^2 / 2. */
    @Test
    void aKnownValueAndItsExplanation() {
        Signals signals = Shown.scores(new double[] {0, 0}, new double[] {Math.log(3), 0});
        Term term = new Mlkd(List.of(1.0), 1, 2, 4).evaluate(signals);
        double kl = 0.75 * Math.log(1.5) + 0.25 * Math.log(0.5);
        assertEquals(kl + 2 / 64.0 + 4 * 9 / 128.0, term.value(), 1e-15);
        // 0.130812 + 0.03125 + 0.28125
        assertEquals("mlkd 0.4433 = 1 * instance 0.1308 + 2 * batch 0.01563 + 4 * class 0.07031", term.explanation());
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertEquals(
                "temperatures is []; allowed: a list of numbers > 0, at least one",
                assertThrows(KeyException.class, () -> new Mlkd(List.of(), 1, 1, 1))
                        .getMessage());
    }
}
