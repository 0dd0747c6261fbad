package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RkdDistanceTest {
    @Nested
    class Mean implements LossContract.OfAnyShapes, LossContract.OfRelations {
        @Override
        public Loss loss() {
            return new RkdDistance(Relations.MEAN);
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
            return new RkdDistance(Relations.L2_NORMALISED_MEAN);
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
            return new RkdDistance(Relations.SUM);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 5};
        }
    }

    /** Distances 1, 3, 2 and 1, 2, 1, by their means 1/2, 3/2, 1 and 3/4, 3/2, 3/4: twice 1/16 in both orders, halved. */
    @Test
    void knownValues() {
        Signals signals = Shown.taps(new double[] {0, 1, 3}, new double[] {0, 1, 2}, 3, 1);
        assertEquals(0.125, value(new RkdDistance(Relations.SUM), signals), 1e-15);
        assertEquals(0.125 / 9, value(new RkdDistance(Relations.MEAN), signals), 1e-15);
    }

    @Test
    void equalRowsHaveAGradientThatIsANumber() {
        Term term = new RkdDistance(Relations.MEAN)
                .evaluate(Shown.taps(new double[] {2, 2, 2}, new double[] {0, 1, 2}, 3, 1));
        assertEquals(0, term.gradients().get(Outputs.TAP).norm1Number().doubleValue(), 0);
        assertEquals((2 * 0.75 * 0.75 / 2 * 2 + (1.5 - 0.5) * 2) / 9, term.value(), 1e-15);
    }

    private static double value(Loss loss, Signals signals) {
        return loss.evaluate(signals).value();
    }
}
