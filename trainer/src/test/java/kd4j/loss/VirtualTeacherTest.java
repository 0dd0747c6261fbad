package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import kd4j.component.KeyException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class VirtualTeacherTest {
    @Nested
    class Contract implements LossContract.OfSoftmax, LossContract.OfLabels {
        @Override
        public Loss loss() {
            return new VirtualTeacher(0.9, 2);
        }
    }

    /** Two classes, correct 0.75, T = 0.5: u / T is (1.5, 0.5), so p = 1 / (1 + e^-1) = 0.7310586; the student is even. */
    @Test
    void twoClasses() {
        double p = 1 / (1 + Math.exp(-1));
        Signals signals = new Signals(
                new int[] {0},
                Outputs.ofLogits(Nd4j.createFromArray(new double[][] {{3, 3}})),
                new Outputs(Map.of()),
                0);
        Term term = new VirtualTeacher(0.75, 0.5).evaluate(signals);
        assertEquals(p * Math.log(p) + (1 - p) * Math.log(1 - p) + Math.log(2), term.value(), 1e-15);
        assertEquals(0.5 - p, term.gradients().get(Outputs.LOGITS).getDouble(0), 1e-15);
    }

    @Test
    void anImpossibleTeacherIsRefused() {
        assertEquals(
                "correct is 1.0; allowed: a number above 0 and below 1",
                assertThrows(KeyException.class, () -> new VirtualTeacher(1, 20))
                        .getMessage());
    }
}
