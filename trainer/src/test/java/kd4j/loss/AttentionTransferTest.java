package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kd4j.component.KeyException;
import kd4j.component.ShapeException;
import kd4j.loss.AttentionTransfer.Form;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AttentionTransferTest {
    @Nested
    class Code implements LossContract.OfAnyShapes {
        @Override
        public Loss loss() {
            return new AttentionTransfer(2, Form.CODE);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 2, 3, 4};
        }
    }

    @Nested
    class Paper implements LossContract.OfAnyShapes {
        @Override
        public Loss loss() {
            return new AttentionTransfer(2, Form.PAPER);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 2, 3, 4};
        }
    }

    @Nested
    class OddPaper implements LossContract.OfAnyShapes {
        @Override
        public Loss loss() {
            return new AttentionTransfer(3, Form.PAPER);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 2, 3, 4};
        }
    }

    @Nested
    class OddCode implements LossContract {
        @Override
        public Loss loss() {
            return new AttentionTransfer(3, Form.CODE);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 2, 3, 4};
        }
    }

    /** Two pixels: the student's 3, 4 become 0.6, 0.8, the teacher's 1, 0; differences -0.4 and 0.8. */
    @Test
    void knownValues() {
        Signals signals = Shown.taps(new double[] {3, 4}, new double[] {1, 0}, 1, 1, 2, 1);
        assertEquals(0.4, value(new AttentionTransfer(1, Form.CODE), signals), 1e-15);
        assertEquals(Math.sqrt(0.8), value(new AttentionTransfer(1, Form.PAPER), signals), 1e-15);
    }

    @Test
    void imagesThatCannotBeMadeEqualAreRefused() {
        Signals wrong = Shown.taps(new double[6], new long[] {1, 2, 3, 1}, new double[6], new long[] {1, 3, 2, 1});
        assertEquals(
                "attention-transfer: arrays have shapes [1, 2, 3, 1] and [1, 3, 2, 1]; they must be images of which neither is higher but narrower than the other",
                assertThrows(ShapeException.class, () -> new AttentionTransfer(2, Form.CODE).evaluate(wrong))
                        .getMessage());
    }

    @Test
    void vectorsHaveNoPlaces() {
        Signals wrong = Shown.taps(new double[6], new double[6], 2, 3);
        assertEquals(
                "attention-transfer: the student's tap has shape [2, 3], the teacher's [2, 3]; both must be images, [rows, height, width, channels]",
                assertThrows(ShapeException.class, () -> new AttentionTransfer(2, Form.CODE).evaluate(wrong))
                        .getMessage());
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertEquals(
                "power is 0; allowed: an integer >= 1",
                assertThrows(KeyException.class, () -> new AttentionTransfer(0, Form.CODE))
                        .getMessage());
    }

    private static double value(Loss loss, Signals signals) {
        return loss.evaluate(signals).value();
    }
}
