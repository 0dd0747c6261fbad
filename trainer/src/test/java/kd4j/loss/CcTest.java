package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kd4j.component.KeyException;
import kd4j.component.ShapeException;
import kd4j.loss.Cc.Form;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CcTest {
    @Nested
    class OfThePaper implements LossContract.OfAnyShapes, LossContract.OfRelations {
        @Override
        public Loss loss() {
            return new Cc(Form.GAUSSIAN_NORMALISED_MSE, 0.4, 3);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 2, 3, 4};
        }
    }

    @Nested
    class GaussianFrobenius implements LossContract.OfAnyShapes, LossContract.OfRelations {
        @Override
        public Loss loss() {
            return new Cc(Form.GAUSSIAN_FROBENIUS, 0.1, 2);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 5};
        }
    }

    @Nested
    class Bilinear implements LossContract.OfAnyShapes, LossContract.OfRelations {
        @Override
        public Loss loss() {
            return new Cc(Form.BILINEAR_FROBENIUS, 1, 1);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 5};
        }
    }

    @Nested
    class Neighbours implements LossContract.OfDivergence, LossContract.OfRelations {
        @Override
        public Loss loss() {
            return new Cc(Form.NEIGHBOUR_PRODUCT, 1, 1);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 5};
        }

        @Override
        public void theOrderOfRowsDoesNotMatter() {
            // It does: neighbours are compared.
        }
    }

    /**
     * Products of the student's two rows are 1 and 0, those of the teacher's all 1; at gamma 1/2 the kernel is (1 + x) / e.
     */
    @Test
    void knownValues() {
        Signals signals = Shown.taps(new double[] {1, 0, 0, 1}, new double[] {1, 0, 1, 0}, 2, 2);
        assertEquals(Math.exp(-2) / 2, value(new Cc(Form.GAUSSIAN_NORMALISED_MSE, 0.5, 1), signals), 1e-15);
        assertEquals(Math.exp(-1) * Math.sqrt(2) / 4, value(new Cc(Form.GAUSSIAN_FROBENIUS, 0.5, 1), signals), 1e-15);
        assertEquals(Math.sqrt(2) / 4, value(new Cc(Form.BILINEAR_FROBENIUS, 0.5, 1), signals), 1e-15);
    }

    /** Differences 1, 2 and 3, 1 and 0, 1: (1 * 3 + 2 * 1 + 3 * 0 + 1 * 1) / 2. */
    @Test
    void neighboursAreMultiplied() {
        Signals signals = Shown.taps(new double[] {1, 2, 3, 1, 0, 1}, new double[6], 3, 2);
        assertEquals(3, value(new Cc(Form.NEIGHBOUR_PRODUCT, 1, 1), signals), 1e-15);
    }

    @Test
    void oneRowHasNoNeighbour() {
        Signals wrong = Shown.taps(new double[2], new double[2], 1, 2);
        assertEquals(
                "cc: the student's tap has shape [1, 2], the teacher's [1, 2]; neighbours need two rows or more",
                assertThrows(ShapeException.class, () -> new Cc(Form.NEIGHBOUR_PRODUCT, 1, 1).evaluate(wrong))
                        .getMessage());
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertEquals(
                "order is 0; allowed: an integer >= 1",
                assertThrows(KeyException.class, () -> new Cc(Form.BILINEAR_FROBENIUS, 1, 0))
                        .getMessage());
    }

    private static double value(Loss loss, Signals signals) {
        return loss.evaluate(signals).value();
    }
}
