package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import kd4j.component.ShapeException;
import kd4j.loss.Fsp.Form;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class FspTest {
    @Nested
    class ElementMean implements LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new Fsp(Form.ELEMENT_MEAN);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return tap.equals(Outputs.TAP) ? new long[] {rows, 4, 6, 2} : new long[] {rows, 2, 3, 4};
        }

        @Override
        public void shapesThatDifferAreRefused() {
            // Sizes may differ; channels may not, which is tested below.
        }
    }

    @Nested
    class Frobenius implements LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new Fsp(Form.FROBENIUS2_BATCHMEAN);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return tap.equals(Outputs.TAP) ? new long[] {rows, 4, 6, 2} : new long[] {rows, 2, 3, 4};
        }

        @Override
        public void shapesThatDifferAreRefused() {
            // Sizes may differ; channels may not, which is tested below.
        }
    }

    @Nested
    class Columns implements LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new Fsp(Form.COLUMN_NORM_SUM);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return tap.equals(Outputs.TAP) ? new long[] {rows, 5, 6, 2} : new long[] {rows, 2, 3, 4};
        }

        @Override
        public void shapesThatDifferAreRefused() {
            // Sizes may differ; channels may not, which is tested below.
        }
    }

    /** One pixel: 1, 2 times 3 is 3, 6; 1, 1 times 2 is 2, 2; differences 1 and 4. */
    @Test
    void knownValues() {
        Signals signals = signals(new double[] {1, 1}, new double[] {2});
        assertEquals(8.5, value(new Fsp(Form.ELEMENT_MEAN), signals), 1e-15);
        assertEquals(17, value(new Fsp(Form.FROBENIUS2_BATCHMEAN), signals), 1e-15);
        assertEquals(Math.sqrt(17), value(new Fsp(Form.COLUMN_NORM_SUM), signals), 1e-15);
    }

    /** Three by two pixels 1 to 6 become one by two: the columns' largest are 5 and 6, their means 3 and 4. The other tap is 1 and 2. */
    @Test
    void columnsTakeMaximaWhereSizesDiffer() {
        Outputs student = new Outputs(Map.of(
                Outputs.TAP, Nd4j.createFromArray(1.0, 2, 3, 4, 5, 6).reshape(1, 3, 2, 1),
                Outputs.SECOND_TAP, Nd4j.createFromArray(1.0, 2).reshape(1, 1, 2, 1)));
        Outputs teacher = new Outputs(Map.of(
                Outputs.TAP,
                Nd4j.zeros(DataType.DOUBLE, 1, 1, 2, 1),
                Outputs.SECOND_TAP,
                Nd4j.ones(DataType.DOUBLE, 1, 1, 2, 1)));
        Signals signals = new Signals(new int[1], student, teacher, 0);
        Term maxima = new Fsp(Form.COLUMN_NORM_SUM).evaluate(signals);
        assertEquals((5 * 1 + 6 * 2) / 2.0, maxima.value(), 1e-15);
        // d/dfirst is second / pixels where the largest stand.
        assertEquals(
                Nd4j.createFromArray(0, 0, 0, 0, 0.5, 1.0).reshape(1, 3, 2, 1),
                maxima.gradients().get(Outputs.TAP));
        assertEquals(Math.pow((3 * 1 + 4 * 2) / 2.0, 2), value(new Fsp(Form.FROBENIUS2_BATCHMEAN), signals), 1e-13);
    }

    @Test
    void otherChannelsAreRefused() {
        Signals wrong = signals(new double[] {1, 1, 1}, new double[] {2});
        assertEquals(
                "fsp: the student's tap has shape [1, 1, 1, 2], the teacher's [1, 1, 1, 3]; both must have the same number of channels; give the loss an adapter, such as conv-1x1",
                assertThrows(ShapeException.class, () -> value(new Fsp(Form.ELEMENT_MEAN), wrong))
                        .getMessage());
    }

    private static Signals signals(double[] teacherFirst, double[] teacherSecond) {
        Outputs student = outputs(new double[] {1, 2}, new double[] {3});
        return new Signals(new int[1], student, outputs(teacherFirst, teacherSecond), 0);
    }

    private static Outputs outputs(double[] first, double[] second) {
        return new Outputs(Map.of(
                Outputs.TAP, Nd4j.createFromArray(first).reshape(1, 1, 1, first.length),
                Outputs.SECOND_TAP, Nd4j.createFromArray(second).reshape(1, 1, 1, second.length)));
    }

    private static double value(Loss loss, Signals signals) {
        return loss.evaluate(signals).value();
    }
}
