package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import kd4j.loss.Ft.Form;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FtTest {
    @Nested
    class ElementMean implements LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new Ft(Form.L1_ELEMENT_MEAN);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 2, 3, 4};
        }
    }

    @Nested
    class SumBatchmean implements LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new Ft(Form.L1_SUM_BATCHMEAN);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 5};
        }
    }

    @Nested
    class Norms implements LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new Ft(Form.L2_NORM_BATCHMEAN);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 5};
        }
    }

    @Nested
    class Maps implements LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new Ft(Form.ATTENTION_FACTOR_L1);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 2, 3, 4};
        }
    }

    /** 3, 4 become 0.6, 0.8, against 1, 0. As maps, 9, 16 by the root of 337. */
    @Test
    void knownValues() {
        Signals signals = Shown.taps(new double[] {3, 4}, new double[] {1, 0}, 1, 1, 2, 1);
        assertEquals(0.6, value(new Ft(Form.L1_ELEMENT_MEAN), signals), 1e-15);
        assertEquals(1.2, value(new Ft(Form.L1_SUM_BATCHMEAN), signals), 1e-15);
        assertEquals(Math.sqrt(0.8), value(new Ft(Form.L2_NORM_BATCHMEAN), signals), 1e-15);
        double norm = Math.sqrt(337);
        assertEquals((1 - 9 / norm + 16 / norm) / 2, value(new Ft(Form.ATTENTION_FACTOR_L1), signals), 1e-15);
    }

    private static double value(Loss loss, Signals signals) {
        return loss.evaluate(signals).value();
    }
}
