package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import kd4j.component.ShapeException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class VidTest {
    @Nested
    class ElementMean implements LossContract {
        @Override
        public Loss loss() {
            return new Vid(Reduction.ELEMENT_MEAN);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return tap.equals(Vid.LOG_SCALE) ? new long[] {rows, 4} : new long[] {rows, 2, 3, 4};
        }
    }

    @Nested
    class RowSum implements LossContract {
        @Override
        public Loss loss() {
            return new Vid(Reduction.ROW_SUM);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 5};
        }
    }

    /** Differences 1 and 3 with variance 1: 1/2 * (1 + 9) / 2. */
    @Test
    void aKnownValue() {
        double scale = Math.log(Math.expm1(1 - 1e-5));
        Signals signals = signals(new double[] {scale, scale}, 1, 2);
        assertEquals(2.5, new Vid(Reduction.ELEMENT_MEAN).evaluate(signals).value(), 1e-14);
    }

    @Test
    void everyRowAndChannelHasAScale() {
        Signals wrong = signals(new double[] {0, 0, 0}, 1, 3);
        assertEquals(
                "vid: the student's tap has shape [1, 2], log-scale [1, 3]; it must be [1, 2], one number a row and channel",
                assertThrows(ShapeException.class, () -> new Vid(Reduction.ROW_SUM).evaluate(wrong))
                        .getMessage());
    }

    private static Signals signals(double[] scale, long... shape) {
        INDArray means = Nd4j.createFromArray(new double[][] {{1, 3}});
        INDArray teacher = Nd4j.createFromArray(new double[][] {{0, 0}});
        Outputs student = new Outputs(Map.of(
                Outputs.TAP, means, Vid.LOG_SCALE, Nd4j.createFromArray(scale).reshape(shape)));
        return new Signals(new int[1], student, new Outputs(Map.of(Outputs.TAP, teacher)), 0);
    }
}
