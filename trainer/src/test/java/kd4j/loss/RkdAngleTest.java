package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RkdAngleTest {
    @Nested
    class Mean implements LossContract.OfAnyShapes, LossContract.OfRelations {
        @Override
        public Loss loss() {
            return new RkdAngle(Relations.MEAN);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 2, 3, 4};
        }
    }

    @Nested
    class Normalised implements LossContract.OfAnyShapes, LossContract.OfRelations {
        @Override
        public Loss loss() {
            return new RkdAngle(Relations.L2_NORMALISED_MEAN);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 5};
        }
    }

    @Nested
    class Sum implements LossContract.OfAnyShapes, LossContract.OfRelations {
        @Override
        public Loss loss() {
            return new RkdAngle(Relations.SUM);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 5};
        }
    }

    /**
     * Cosines of a right triangle 0, 1/sqrt 2, 1/sqrt 2, of three points in a row 1, -1, 1: 1/2 + 1/2 + 1/sqrt 2 + (1 -
     * 1/sqrt 2)^2 / 2.
     */
    @Test
    void knownValues() {
        Signals signals = Shown.taps(new double[] {0, 0, 1, 0, 0, 1}, new double[] {0, 0, 1, 0, 2, 0}, 3, 2);
        assertEquals(2 * 1.75, value(new RkdAngle(Relations.SUM), signals), 1e-14);
        assertEquals(2 * 1.75 / 27, value(new RkdAngle(Relations.MEAN), signals), 1e-15);
    }

    @Test
    void equalRowsHaveAGradientThatIsANumber() {
        Term term =
                new RkdAngle(Relations.MEAN).evaluate(Shown.taps(new double[] {2, 2, 2}, new double[] {0, 1, 2}, 3, 1));
        assertEquals(0, term.gradients().get(Outputs.TAP).norm1Number().doubleValue(), 0);
        // The teacher's cosines are 1, -1, 1, the student's 0.
        assertEquals(3 * 2 * 0.5 / 27, term.value(), 1e-15);
    }

    private static double value(Loss loss, Signals signals) {
        return loss.evaluate(signals).value();
    }
}
