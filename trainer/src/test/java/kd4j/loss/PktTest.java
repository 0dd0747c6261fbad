package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import kd4j.loss.Pkt.Form;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PktTest {
    @Nested
    class Code implements LossContract.OfAnyShapes, LossContract.OfRelations {
        @Override
        public Loss loss() {
            return new Pkt(Form.CODE);
        }

        /** 1e-7 is added to probabilities and lengths. */
        @Override
        public double rounding() {
            return 1e-8;
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 2, 3, 4};
        }
    }

    @Nested
    class Paper implements LossContract.OfAnyShapes, LossContract.OfRelations {
        @Override
        public Loss loss() {
            return new Pkt(Form.PAPER);
        }

        @Override
        public double rounding() {
            return 1e-16;
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 5};
        }
    }

    /**
     * The student's rows 1 and 2 point one way and 3 across, the teacher's 1 one way and 2 and 3 across. Picks of the
     * student: 2/3, 1/3 and 2/3, 1/3 and 1/2, 1/2; of the teacher: 1/2, 1/2 and 1/3, 2/3 and 1/3, 2/3.
     */
    @Test
    void aKnownValue() {
        Signals signals = Shown.taps(new double[] {1, 0, 2, 0, 0, 3}, new double[] {1, 0, 0, 5, 0, 1}, 3, 2);
        double first = 0.5 * Math.log(3 / 4.0) + 0.5 * Math.log(3 / 2.0);
        double second = Math.log(2) / 3;
        double third = Math.log(2 / 3.0) / 3 + 2 * Math.log(4 / 3.0) / 3;
        assertEquals(
                first + second + third, new Pkt(Form.PAPER).evaluate(signals).value(), 1e-14);
    }
}
