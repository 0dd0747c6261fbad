package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kd4j.component.KeyException;
import kd4j.loss.SoftTargets.Scale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class SoftCrossEntropyTest {
    @Nested
    class Scaled implements LossContract.OfSoftmax {
        @Override
        public Loss loss() {
            return new SoftCrossEntropy(4, Scale.TEMPERATURE_SQUARED);
        }

        /** The gradient is that of soft targets, bit for bit. */
        @Test
        void itTeachesWhatSoftTargetsTeach() {
            Signals signals = signals(DataType.FLOAT, 4, 3, 1);
            assertEquals(
                    new SoftTargets(4).evaluate(signals).gradients(),
                    loss().evaluate(signals).gradients());
        }
    }

    /** Student even: ln 2 whatever the teacher says. */
    @Test
    void aKnownValueAndItsExplanation() {
        Signals signals = Shown.scores(new double[] {0, 0}, new double[] {2 * Math.log(3), 0});
        Term term = new SoftCrossEntropy(2, Scale.TEMPERATURE_SQUARED).evaluate(signals);
        assertEquals(4 * Math.log(2), term.value(), 1e-15);
        assertEquals("soft-cross-entropy 2.773 = T^2 4 * cross-entropy 0.6931", term.explanation());
    }

    @Test
    void theTemperatureIsAboveZero() {
        assertEquals(
                "temperature is 0.0; allowed: a number > 0",
                assertThrows(KeyException.class, () -> new SoftCrossEntropy(0, Scale.ONE))
                        .getMessage());
    }
}
