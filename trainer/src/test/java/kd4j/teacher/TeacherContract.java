package kd4j.teacher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kd4j.component.Kd4jException;
import kd4j.component.ShapeException;
import kd4j.data.Batch;
import kd4j.data.Batches;
import kd4j.data.Samples;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every source of answers must do. */
interface TeacherContract {
    Set<String> LOGITS = Set.of(Blueprint.LOGITS);

    /** A new one. */
    Teacher open();

    /** Rows that it is made for: three or more. */
    Samples rows();

    /** Its answers to the rows, {@code [rows, classes]}, from elsewhere. */
    double[][] expected();

    private static Batch batch(Samples rows) {
        return Batches.evaluation(rows, java.util.List.of(), rows.size()).batch(0);
    }

    /** Its logits for some rows. */
    static double[][] logits(Teacher teacher, Samples rows) {
        try (INDArray answer = teacher.signals(batch(rows), LOGITS).get(Blueprint.LOGITS)) {
            return answer.toDoubleMatrix();
        }
    }

    static void assertClose(double[][] expected, double[][] given) {
        assertEquals(expected.length, given.length);
        for (int row = 0; row < expected.length; row++) {
            assertArrayEquals(expected[row], given[row], 1e-5, "row " + row);
        }
    }

    @Test
    default void answersEqualThoseOfTheOriginal() {
        try (Teacher teacher = open()) {
            assertClose(expected(), logits(teacher, rows()));
            assertEquals(expected()[0].length, teacher.classes());
            assertEquals(rows().shape(), teacher.input());
        }
    }

    @Test
    default void eachRowHasItsAnswerInWhateverCompany() {
        try (Teacher teacher = open()) {
            double[][] turned = logits(teacher, rows().select(new int[] {2, 0}));
            assertClose(new double[][] {expected()[2], expected()[0]}, turned);
        }
    }

    @Test
    default void changesNothingOfTheBatchAndAnswersAgain() {
        try (Teacher teacher = open()) {
            Batch batch = batch(rows());
            INDArray before = batch.features().dup();
            Map<String, INDArray> first = teacher.signals(batch, teacher.taps());
            assertEquals(new TreeSet<>(teacher.taps()), new TreeSet<>(first.keySet()));
            Map<String, INDArray> second = teacher.signals(batch, teacher.taps());
            assertEquals(first, second);
            first.values().forEach(INDArray::close);
            assertTrue(second.values().stream().noneMatch(INDArray::wasClosed));
            assertEquals(before, batch.features());
            assertEquals(Map.of(), teacher.signals(batch, Set.of()));
        }
    }

    @Test
    default void aTapThatItDoesNotHaveIsRefused() {
        try (Teacher teacher = open()) {
            Kd4jException e =
                    assertThrows(Kd4jException.class, () -> teacher.signals(batch(rows()), Set.of("nowhere")));
            assertTrue(e.getMessage().contains("nowhere") && e.getMessage().contains("logits"), e.getMessage());
            ShapeException unfit = assertThrows(
                    ShapeException.class, () -> teacher.mustFit(teacher.input(), teacher.classes(), Set.of("nowhere")));
            assertTrue(unfit.getMessage().contains("has no tap 'nowhere'; it has "), unfit.getMessage());
        }
    }

    @Test
    default void otherShapesAndClassesAreRefusedWithBothSides() {
        try (Teacher teacher = open()) {
            teacher.mustFit(teacher.input(), teacher.classes(), LOGITS);
            String shape = assertThrows(
                            ShapeException.class, () -> teacher.mustFit(Shape.of(7, 7, 7), teacher.classes(), LOGITS))
                    .getMessage();
            assertTrue(shape.contains(teacher.input().toString()) && shape.contains("7x7x7"), shape);
            String classes = assertThrows(ShapeException.class, () -> teacher.mustFit(teacher.input(), 77, LOGITS))
                    .getMessage();
            assertTrue(classes.contains(teacher.classes() + " classes") && classes.contains("77"), classes);
        }
    }
}
