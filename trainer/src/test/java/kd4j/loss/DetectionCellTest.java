package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import kd4j.component.KeyException;
import kd4j.component.ShapeException;
import kd4j.loss.DetectionCell.Mean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DetectionCellTest {
    @Nested
    class ByCells implements LossContract {
        @Override
        public Loss loss() {
            return new DetectionCell(2, 1, 5, Mean.CELLS);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return DetectionCellTest.shape(tap, rows);
        }
    }

    /** Objectness is from 0 to 1; what the contract draws may add up to 0 or less. */
    @Nested
    class ByObjectness implements LossContract {
        @Override
        public Loss loss() {
            return new DetectionCell(1, 2, 1, Mean.OBJECTNESS);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return DetectionCellTest.shape(tap, rows);
        }

        @Override
        public Signals signals(DataType type, int rows, double size, long seed) {
            Signals drawn = LossContract.super.signals(type, rows, size, seed);
            INDArray objectness = drawn.teacher().at(DetectionCell.OBJECTNESS);
            objectness.divi(2 * size).addi(0.5);
            return drawn;
        }
    }

    private static long[] shape(String tap, int rows) {
        return switch (tap) {
            case DetectionCell.OBJECTNESS -> new long[] {rows, 3};
            case Outputs.SECOND_TAP -> new long[] {rows, 3, 4};
            default -> new long[] {rows, 3, 5};
        };
    }

    /**
     * Two cells: one of objectness 1/2 with even classes against odds 3 to 1 and a box that is off by 2 in one coordinate,
     * one of objectness 0 that is wrong in everything.
     */
    @Test
    void knownValuesAndTheirExplanation() {
        double kl = 0.75 * Math.log(1.5) + 0.25 * Math.log(0.5);
        Term term = new DetectionCell(1, 1, 3, Mean.CELLS).evaluate(signals(2));
        assertEquals((kl + 3 * 4) / 4, term.value(), 1e-15);
        // 0.130812 / 4 and 1
        assertEquals("detection-cell 3.033 = 1 * classes 0.0327 + 3 * boxes 1", term.explanation());
        assertEquals(
                kl + 3 * 4,
                new DetectionCell(1, 1, 3, Mean.OBJECTNESS).evaluate(signals(2)).value(),
                1e-15);
    }

    @Test
    void whereTheTeacherSeesNothingThereIsNoLoss() {
        Signals drawn = signals(2);
        drawn.teacher().at(DetectionCell.OBJECTNESS).assign(0);
        Term term = new DetectionCell(1, 1, 1, Mean.OBJECTNESS).evaluate(drawn);
        assertEquals(0, term.value(), 0);
        assertEquals(0, term.gradients().get(Outputs.TAP).amaxNumber().doubleValue(), 0);
    }

    @Test
    void everyCellHasAnObjectness() {
        assertEquals(
                "detection-cell: class scores of all cells have shape [2, 2], boxes [2, 4], objectness has shape [1, 3]; there must be one box and one objectness a cell",
                assertThrows(ShapeException.class, () -> new DetectionCell(1, 1, 1, Mean.CELLS).evaluate(signals(3)))
                        .getMessage());
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertEquals(
                "box-weight is -1.0; allowed: a number >= 0",
                assertThrows(KeyException.class, () -> new DetectionCell(1, 1, -1, Mean.CELLS))
                        .getMessage());
    }

    private static Signals signals(int cells) {
        INDArray even = Nd4j.zeros(DataType.DOUBLE, 1, 2, 2);
        INDArray sure = Nd4j.createFromArray(Math.log(3), 0, 50, 0).reshape(1, 2, 2);
        INDArray box = Nd4j.createFromArray(0.0, 2, 0, 0, 9, 9, 9, 9).reshape(1, 2, 4);
        INDArray objectness = Nd4j.zeros(DataType.DOUBLE, 1, cells).putScalar(0, 0.5);
        Outputs student = new Outputs(Map.of(Outputs.TAP, even, Outputs.SECOND_TAP, box));
        Outputs teacher = new Outputs(
                Map.of(Outputs.TAP, sure, Outputs.SECOND_TAP, box.mul(0), DetectionCell.OBJECTNESS, objectness));
        return new Signals(new int[1], student, teacher, 0);
    }
}
