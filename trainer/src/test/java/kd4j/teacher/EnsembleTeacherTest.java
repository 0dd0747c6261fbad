package kd4j.teacher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import kd4j.component.KeyException;
import kd4j.component.ShapeException;
import kd4j.data.Samples;
import kd4j.data.Shape;
import org.junit.jupiter.api.Test;

/** Two teachers: for row i one gives {@code i, 0}, the other {@code 0, ln 3}, so odds of 1 to 3. */
class EnsembleTeacherTest implements TeacherContract {
    private static final double LN3 = Math.log(3);
    private static final Samples ROWS = Stock.rows(3);
    private static final Dl4jTeacher ANY = new Dl4jTeacher("any.zip", List.of(), Answers.PLAIN);

    private static final EnsembleTeacher ALIKE =
            new EnsembleTeacher(List.of(ANY, ANY), List.of(), EnsembleTeacher.Mean.LOGITS);

    private static Teacher written(Shape shape, double[]... rows) {
        Map<Integer, double[]> byId = IntStream.range(0, rows.length)
                .boxed()
                .collect(java.util.stream.Collectors.toMap(i -> i, i -> rows[i]));
        return new WrittenTeacher(shape, new AnswerTable(Path.of("none"), List.of(), byId), Optional.empty());
    }

    private static Teacher one() {
        return written(Shape.of(2), new double[] {0, 0}, new double[] {1, 0}, new double[] {2, 0});
    }

    private static Teacher other() {
        return written(Shape.of(2), new double[] {0, LN3}, new double[] {0, LN3}, new double[] {0, LN3});
    }

    private static Teacher mean(EnsembleTeacher.Mean mean, Double... weights) {
        return new EnsembleTeacher(List.of(ANY, ANY), List.of(weights), mean).of(List.of(one(), other()));
    }

    @Override
    public Teacher open() {
        return mean(EnsembleTeacher.Mean.LOGITS);
    }

    @Override
    public Samples rows() {
        return ROWS;
    }

    @Override
    public double[][] expected() {
        return new double[][] {{0, LN3 / 2}, {0.5, LN3 / 2}, {1, LN3 / 2}};
    }

    /** Weights 3 to 1: 0.75 of the one and 0.25 of the other. */
    @Test
    void weightsAreBroughtToASumOfOne() {
        TeacherContract.assertClose(
                new double[][] {{0, LN3 / 4}, {0.75, LN3 / 4}, {1.5, LN3 / 4}},
                TeacherContract.logits(mean(EnsembleTeacher.Mean.LOGITS, 6.0, 2.0), ROWS));
    }

    /** Row 0: (1/2 + 1/4) / 2 = 3/8 and 5/8. Row 1: with p = e / (e + 1), (p + 1/4) / 2 and (1 - p + 3/4) / 2. */
    @Test
    void probabilitiesHaveAMeanOfTheirOwn() {
        double p = Math.E / (Math.E + 1);
        double q = Math.exp(2) / (Math.exp(2) + 1);
        TeacherContract.assertClose(
                new double[][] {
                    {Math.log(3 / 8.0), Math.log(5 / 8.0)},
                    {Math.log((p + 0.25) / 2), Math.log((1.75 - p) / 2)},
                    {Math.log((q + 0.25) / 2), Math.log((1.75 - q) / 2)}
                },
                TeacherContract.logits(mean(EnsembleTeacher.Mean.PROBABILITIES), ROWS));
    }

    /**
     * Odds of 1 to 1, e to 1 and e^2 to 1 against 1 to 3. The entropy of odds of r to 1 is {@code ln(1 + r) - r ln r / (1 + r)}; two
     * teachers weigh {@code exp(other's)} and {@code exp(own)}, each divided by the sum.
     */
    @Test
    void byEntropyTheSurerOneCountsMoreInEachRow() {
        double[][] expected = new double[3][];
        double other = 4 / Math.pow(3, 0.75);
        for (int row = 0; row < 3; row++) {
            double r = Math.exp(row);
            double own = (1 + r) / Math.pow(r, r / (1 + r));
            double weight = other / (own + other);
            expected[row] = new double[] {weight * row, (1 - weight) * LN3};
        }
        assertEquals(0.467, other / (2 + other), 1e-3); // 1.7548 / 3.7548
        Teacher sure = new EnsembleTeacher(
                        List.of(ANY, ANY), List.of(), EnsembleTeacher.Mean.LOGITS, EnsembleTeacher.Weighing.BY_ENTROPY)
                .of(List.of(one(), other()));
        TeacherContract.assertClose(expected, TeacherContract.logits(sure, ROWS));
    }

    /** Three teachers of entropies ln 2, ln 2 and 0: (1 - 2/5) / 2 = 0.3 each, and (1 - 1/5) / 2 = 0.4 for the one that is sure. */
    @Test
    void weightsByEntropyAddUpToOne() {
        EnsembleTeacher three = new EnsembleTeacher(
                List.of(ANY, ANY, ANY), List.of(), EnsembleTeacher.Mean.LOGITS, EnsembleTeacher.Weighing.BY_ENTROPY);
        Teacher flat = written(Shape.of(2), new double[] {10, 10});
        Teacher zero = written(Shape.of(2), new double[] {0, 0});
        Teacher sure = written(Shape.of(2), new double[] {500, 0});
        double[][] logits = TeacherContract.logits(three.of(List.of(flat, zero, sure)), ROWS.select(new int[] {0}));
        TeacherContract.assertClose(new double[][] {{0.3 * 10 + 0.4 * 500, 0.3 * 10}}, logits);
    }

    @Test
    void weightsOfBothKindsAreRefused() {
        KeyException e = assertThrows(
                KeyException.class,
                () -> new EnsembleTeacher(
                        List.of(ANY, ANY),
                        List.of(1.0, 2.0),
                        EnsembleTeacher.Mean.LOGITS,
                        EnsembleTeacher.Weighing.BY_ENTROPY));
        assertTrue(e.getMessage().contains("by-entropy, which finds them itself"), e.getMessage());
    }

    @Test
    void itKnowsWhatAllOfThemKnow() {
        Teacher less = written(Shape.of(2), new double[] {0, 1});
        Teacher both = ALIKE.of(List.of(one(), less));
        assertTrue(both.knows(ROWS.select(new int[] {0})));
        assertEquals(false, both.knows(ROWS));
        assertEquals(Optional.empty(), both.onTest());
    }

    @Test
    void membersThatDoNotFitAreRefused() {
        Teacher three = written(Shape.of(2), new double[] {0, 1, 2});
        ShapeException e = assertThrows(ShapeException.class, () -> ALIKE.of(List.of(one(), three)));
        assertTrue(e.getMessage().contains("member 1 takes 2 and tells 2 classes apart"), e.getMessage());
        assertTrue(e.getMessage().contains("member 2 takes 2 and tells 3 apart"), e.getMessage());
        assertThrows(
                KeyException.class, () -> new EnsembleTeacher(List.of(ANY), List.of(), EnsembleTeacher.Mean.LOGITS));
        assertThrows(
                KeyException.class,
                () -> new EnsembleTeacher(List.of(ANY, ANY), List.of(1.0), EnsembleTeacher.Mean.LOGITS));
        assertThrows(
                KeyException.class,
                () -> new EnsembleTeacher(List.of(ANY, ANY), List.of(1.0, 0.0), EnsembleTeacher.Mean.LOGITS));
    }
}
