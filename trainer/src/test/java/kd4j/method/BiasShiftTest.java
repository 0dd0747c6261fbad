package kd4j.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import kd4j.component.KeyException;
import kd4j.component.ShapeException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BiasShiftTest {
    /** Rows of class 2 need more than 1 and more than 3; the row of class 0 is lost above 4. */
    private static final INDArray LOGITS = Nd4j.createFromArray(new double[][] {{5, 0, 4}, {0, 5, 2}, {6, 0, 2}});

    private static final int[] LABELS = {2, 2, 0};

    @Test
    void theSmallestShiftWithTheFewestErrorsIsChosen() {
        BiasShift shift = new BiasShift(List.of(2), 10, 0.5);
        assertEquals(new BiasShift.Outcome(3.5, 3, 0, 2, 0), shift.choose(LOGITS, LABELS));
        assertEquals(new BiasShift.Outcome(0, 3, 2, 2, 2), shift.at(0, LOGITS, LABELS));
        assertEquals(new BiasShift.Outcome(1.5, 3, 1, 2, 1), shift.at(1.5, LOGITS, LABELS));
        assertEquals(new BiasShift.Outcome(9, 3, 1, 2, 0), shift.at(9, LOGITS, LABELS));
    }

    /** At a tie the lower class number wins, as in an arg-max: class 2 against 0 and 1 loses it. */
    @Test
    void atATieTheLowerClassWins() {
        assertEquals(1, new BiasShift(List.of(2), 10, 1).at(3, LOGITS, LABELS).errors());
        assertEquals(
                0,
                new BiasShift(List.of(0), 10, 1)
                        .at(4, Nd4j.createFromArray(new double[][] {{1, 5}}), new int[] {0})
                        .errors());
    }

    @Test
    void shiftsAreMultiplesOfTheStepInDecimals() {
        INDArray logits = Nd4j.createFromArray(new double[][] {{0.25, 0}});
        assertEquals(
                0.3,
                new BiasShift(List.of(1), 20, 0.1).choose(logits, new int[] {1}).shift(),
                0);
    }

    @Test
    void noShiftWhereNothingIsGained() {
        assertEquals(
                0,
                new BiasShift(List.of(1), 20, 0.1)
                        .choose(LOGITS, new int[] {0, 1, 0})
                        .shift(),
                0);
    }

    /** Against adding the shift to the scores and looking for the highest, on 300 rows of floats. */
    @Test
    void equalsTheSearchThatAddsTheShift() {
        Random random = new Random(1);
        INDArray logits = Nd4j.createFromArray(matrix(random, 300, 10));
        int[] labels = random.ints(300, 0, 10).toArray();
        BiasShift shift = new BiasShift(List.of(7, 3), 4, 0.25);
        double best = 0;
        int fewest = Integer.MAX_VALUE;
        for (int i = 0; i <= 16; i++) {
            int errors = errors(logits.toDoubleMatrix(), labels, i * 0.25);
            assertEquals(errors, shift.at(i * 0.25, logits, labels).errors());
            best = errors < fewest ? i * 0.25 : best;
            fewest = Math.min(errors, fewest);
        }
        assertEquals(best, shift.choose(logits, labels).shift(), 0);
        assertEquals(fewest, shift.choose(logits.dup('f'), labels).errors());
    }

    @Test
    void everyClassMayBeRaised() {
        assertEquals(
                0, new BiasShift(List.of(0, 1, 2), 5, 1).choose(LOGITS, LABELS).shift(), 0);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        BiasShift shift = new BiasShift(List.of(3), 5, 1);
        assertEquals(
                "bias shift: logits have shape [3, 3], labels [3], raised classes are [3]; logits must be [3, 4 or more]",
                assertThrows(ShapeException.class, () -> shift.choose(LOGITS, LABELS))
                        .getMessage());
        assertEquals(
                "classes is []; allowed: class numbers from 0",
                assertThrows(KeyException.class, () -> new BiasShift(List.of(), 5, 1))
                        .getMessage());
    }

    private static float[][] matrix(Random random, int rows, int columns) {
        float[][] matrix = new float[rows][columns];
        for (float[] row : matrix) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return matrix;
    }

    private static int errors(double[][] logits, int[] labels, double shift) {
        int errors = 0;
        for (int row = 0; row < labels.length; row++) {
            double[] shifted = logits[row].clone();
            shifted[3] += shift;
            shifted[7] += shift;
            int best = 0;
            for (int c = 1; c < 10; c++) {
                best = shifted[c] > shifted[best] ? c : best;
            }
            errors += best == labels[row] ? 0 : 1;
        }
        return errors;
    }
}
