package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kd4j.component.ShapeException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HintTest {
    @Nested
    class ElementMean implements LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new Hint(Reduction.ELEMENT_MEAN);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 2, 3, 4};
        }
    }

    @Nested
    class HalfRowSum implements LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new Hint(Reduction.HALF_ROW_SUM);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 5};
        }
    }

    /** Differences 1, 0, 2, 3 in one row: 14 in all. */
    @Test
    void knownValues() {
        Signals signals = Shown.taps(new double[] {1, 2, 3, 4}, new double[] {0, 2, 1, 1}, 1, 2, 1, 2);
        assertEquals(3.5, value(new Hint(Reduction.ELEMENT_MEAN), signals), 1e-15);
        assertEquals(14, value(new Hint(Reduction.ROW_SUM), signals), 1e-15);
        assertEquals(7, value(new Hint(Reduction.HALF_ROW_SUM), signals), 1e-15);
    }

    @Test
    void otherShapesAreSentToAnAdapter() {
        Signals wrong = Shown.taps(new double[6], new long[] {1, 6}, new double[8], new long[] {1, 8});
        assertEquals(
                "hint: the student's tap has shape [1, 6], the teacher's [1, 8]; both must be the same; give the loss an adapter, such as conv-1x1 for other channels, linear for vectors, interpolation for other sizes",
                assertThrows(ShapeException.class, () -> new Hint(Reduction.ROW_SUM).evaluate(wrong))
                        .getMessage());
    }

    private static double value(Loss loss, Signals signals) {
        return loss.evaluate(signals).value();
    }
}
