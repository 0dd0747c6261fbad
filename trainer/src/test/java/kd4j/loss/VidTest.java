package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import kd4j.component.ShapeException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class VidTest {
    /** Golden vectors are in {@code VidGoldenTest}. */
    @Nested
    class Contract implements LossContract {
        @Override
        public Loss loss() {
            return new Vid(Vid.Mean.ELEMENTS);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return tap.equals(Outputs.LOGITS) || tap.equals(Vid.LOG_SCALE)
                    ? new long[] {rows, 5}
                    : new long[] {rows, 2, 3, 5};
        }
    }

    /** v = log(1 + e^0) + 1e-5; ((2 - 1)^2 / v + log v) / 2. */
    @Test
    void oneNumber() {
        double v = Math.log(2) + 1e-5;
        Term term = new Vid(Vid.Mean.ROWS).evaluate(signals(Nd4j.createFromArray(new double[][] {{2}}), 0));
        assertEquals((1 / v + Math.log(v)) / 2, term.value(), 1e-14);
        assertEquals(1 / v, term.gradients().get(Outputs.TAP).getDouble(0), 1e-14);
    }

    @Test
    void anotherShapeIsRefused() {
        INDArray wide = Nd4j.createFromArray(new double[][] {{2, 3}});
        String message = assertThrows(ShapeException.class, () -> new Vid(Vid.Mean.ROWS).evaluate(signals(wide, 0)))
                .getMessage();
        assertTrue(message.contains("[1, 2]") && message.contains("[1, 1]"), message);
    }

    private static Signals signals(INDArray student, double logScale) {
        INDArray scale = Nd4j.createFromArray(new double[][] {{logScale}});
        Outputs teacher = new Outputs(Map.of(Outputs.TAP, Nd4j.createFromArray(new double[][] {{1}})));
        return new Signals(new int[] {0}, new Outputs(Map.of(Outputs.TAP, student, Vid.LOG_SCALE, scale)), teacher, 0);
    }
}
