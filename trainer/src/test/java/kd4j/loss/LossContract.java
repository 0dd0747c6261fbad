package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import kd4j.component.Component;
import kd4j.component.ShapeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What every loss must keep; a test of a loss implements this and hands over the loss. If this passes for a new loss, the
 * training loop has nothing to fear from it. What only some losses keep is in the interfaces inside; implement those that fit.
 * Once a recipe can be read and written, the round trip of the loss through YAML belongs here too.
 */
public interface LossContract {
    /** The loss under test. */
    Loss loss();

    /** The shape of a tap for that many rows. */
    default long[] shape(String tap, int rows) {
        return new long[] {rows, 5};
    }

    /** What a step shows: every tap that is read, uniform from {@code -size} to {@code size}. */
    default Signals signals(DataType type, int rows, double size, long seed) {
        Random random = new Random(seed);
        Outputs student = Drawn.outputs(this, loss().studentTaps(), rows, random, type, size);
        Outputs teacher = Drawn.outputs(this, loss().teacherTaps(), rows, random, type, size);
        int classes = Math.toIntExact(shape(Outputs.LOGITS, rows)[1]);
        return new Signals(random.ints(rows, 0, classes).toArray(), student, teacher, 0.25);
    }

    @Test
    default void isNamedAsInRecipes() {
        assertEquals(
                loss().getClass().getAnnotation(Component.class).value(),
                loss().evaluate(signals(DataType.FLOAT, 3, 2, 1)).name());
    }

    @Test
    default void hasAGradientForEveryStudentTapInItsShape() {
        Signals signals = signals(DataType.FLOAT, 3, 2, 1);
        Term term = loss().evaluate(signals);
        assertEquals(loss().studentTaps(), term.gradients().keySet());
        term.gradients().forEach((tap, gradient) -> {
            assertEquals(Arrays.toString(signals.student().at(tap).shape()), Arrays.toString(gradient.shape()));
            assertEquals(DataType.FLOAT, gradient.dataType());
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {50, 1e4})
    default void staysFiniteForExtremeSignalsInFloats(double size) {
        for (int seed = 0; seed < 20; seed++) {
            Term term = loss().evaluate(signals(DataType.FLOAT, 4, size, seed));
            assertTrue(Double.isFinite(term.value()), term.toString());
            term.gradients()
                    .values()
                    .forEach(g -> assertTrue(Double.isFinite(g.sumNumber().doubleValue()), g.toString()));
        }
    }

    @Test
    default void gradientsEqualCentralDifferences() {
        Signals signals = signals(DataType.DOUBLE, 3, 3, 2);
        Term term = loss().evaluate(signals);
        for (String tap : loss().studentTaps()) {
            INDArray expected =
                    Drawn.centralDifferences(loss(), signals, signals.student().at(tap));
            Drawn.assertClose(expected, term.gradients().get(tap), 1e-7);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    default void leavesWhatItIsGivenUnchanged(DataType type) {
        Signals signals = signals(type, 4, 3, 3);
        Signals copy = Drawn.map(signals, INDArray::dup, signals.labels().clone());
        loss().evaluate(signals);
        assertEquals(copy.student(), signals.student());
        assertEquals(copy.teacher(), signals.teacher());
        assertEquals(Arrays.toString(copy.labels()), Arrays.toString(signals.labels()));
    }

    @Test
    default void answersNewArraysWithTheSameBitsEachTime() {
        Signals signals = signals(DataType.FLOAT, 4, 3, 4);
        Term first = loss().evaluate(signals);
        Term second = loss().evaluate(signals);
        assertEquals(first.value(), second.value());
        first.gradients().forEach((tap, gradient) -> {
            assertEquals(gradient, second.gradients().get(tap));
            gradient.assign(77);
        });
        assertEquals(second.value(), loss().evaluate(signals).value());
        assertEquals(second.gradients(), loss().evaluate(signals).gradients());
    }

    @Test
    default void aBatchWrittenTwiceHasTheSameMean() {
        Signals signals = signals(DataType.DOUBLE, 3, 3, 5);
        int[] labels = signals.labels();
        int[] twice = Arrays.copyOf(labels, 2 * labels.length);
        System.arraycopy(labels, 0, twice, labels.length, labels.length);
        Term once = loss().evaluate(signals);
        Term doubled = loss().evaluate(Drawn.map(signals, x -> Nd4j.concat(0, x, x), twice));
        assertEquals(once.value(), doubled.value(), 1e-12 * (1 + Math.abs(once.value())));
        once.gradients()
                .forEach((tap, g) -> Drawn.assertClose(
                        Nd4j.concat(0, g, g).mul(0.5), doubled.gradients().get(tap), 1e-12));
    }

    @Test
    default void theOrderOfRowsDoesNotMatter() {
        Signals signals = signals(DataType.DOUBLE, 4, 3, 6);
        int[] order = {2, 0, 3, 1};
        int[] labels = Arrays.stream(order).map(i -> signals.labels()[i]).toArray();
        Term first = loss().evaluate(signals);
        Term other = loss().evaluate(Drawn.map(signals, x -> Drawn.rows(x, order), labels));
        assertEquals(first.value(), other.value(), 1e-12 * (1 + Math.abs(first.value())));
        first.gradients()
                .forEach((tap, g) -> Drawn.assertClose(
                        Drawn.rows(g, order), other.gradients().get(tap), 1e-12));
    }

    @Test
    default void theLayoutInMemoryDoesNotMatter() {
        Signals signals = signals(DataType.DOUBLE, 4, 3, 7);
        Term expected = loss().evaluate(signals);
        List<UnaryOperator<INDArray>> layouts = List.of(x -> x.dup('f'), Drawn::asView, Drawn::asLaterRows);
        for (UnaryOperator<INDArray> layout : layouts) {
            Term actual = loss().evaluate(Drawn.map(signals, layout, signals.labels()));
            assertEquals(expected.value(), actual.value(), 1e-12 * (1 + Math.abs(expected.value())));
            expected.gradients()
                    .forEach((tap, g) -> Drawn.assertClose(g, actual.gradients().get(tap), 1e-12));
        }
    }

    @Test
    default void theExplanationAddsUp() {
        Term term = loss().evaluate(signals(DataType.DOUBLE, 4, 3, 8));
        Drawn.assertAddsUp(term.value(), term.parts());
        assertTrue(term.explanation().startsWith(term.name() + " "), term.explanation());
    }

    @Test
    default void aMissingTapIsNamed() {
        Signals none = new Signals(new int[3], new Outputs(Map.of()), new Outputs(Map.of()), 0);
        String message =
                assertThrows(ShapeException.class, () -> loss().evaluate(none)).getMessage();
        assertTrue(message.startsWith("no tap '"), message);
    }

    /** A loss that reads class scores and does not change when a number is added to all scores of a row. */
    interface OfSoftmax extends LossContract {
        @Test
        default void addingANumberToARowDoesNotMatter() {
            Signals signals = signals(DataType.DOUBLE, 3, 3, 9);
            INDArray shift = Nd4j.createFromArray(new double[][] {{10}, {-20}, {0.5}});
            Term first = loss().evaluate(signals);
            Term shifted = loss().evaluate(Drawn.map(signals, x -> x.addColumnVector(shift), signals.labels()));
            assertEquals(first.value(), shifted.value(), 1e-12 * (1 + Math.abs(first.value())));
            Drawn.assertClose(
                    first.gradients().get(Outputs.LOGITS), shifted.gradients().get(Outputs.LOGITS), 1e-12);
        }

        @Test
        default void scoresThatAreNotAMatrixAreRefused() {
            Signals signals = signals(DataType.FLOAT, 3, 3, 9);
            String message = assertThrows(ShapeException.class, () -> loss().evaluate(
                                    Drawn.map(signals, x -> x.reshape(3, 5, 1), signals.labels())))
                    .getMessage();
            assertTrue(message.contains("[3, 5, 1]") && message.contains("[rows, classes]"), message);
        }
    }

    /** A loss that reads labels. */
    interface OfLabels extends LossContract {
        @Test
        default void labelsThatAreNotClassesAreRefused() {
            for (int label : new int[] {-1, 5, Integer.MAX_VALUE}) {
                String message = refusal(new int[] {0, label, 1});
                assertTrue(message.contains("row 1 has label " + label), message);
                assertTrue(message.contains("[3, 5]") && message.contains("labels from 0 to 4"), message);
            }
        }

        @Test
        default void oneLabelARowIsNeeded() {
            String message = refusal(new int[] {0, 1});
            assertTrue(message.contains("[3, 5]") && message.contains("[2]"), message);
        }

        private String refusal(int[] labels) {
            Signals given = Drawn.map(signals(DataType.FLOAT, 3, 3, 10), x -> x, labels);
            return assertThrows(ShapeException.class, () -> loss().evaluate(given))
                    .getMessage();
        }
    }

    /** A loss that compares rows with each other, so that a batch written twice is another batch. */
    interface OfRelations extends LossContract {
        @Override
        default void aBatchWrittenTwiceHasTheSameMean() {
            // Not a test here.
        }
    }

    /** A loss that reads numbers to predict; outputs are {@code [rows, 5]}. */
    interface OfTargets extends LossContract {
        @Override
        default Signals signals(DataType type, int rows, double size, long seed) {
            Signals drawn = LossContract.super.signals(type, rows, size, seed);
            double[] targets =
                    new Random(seed + 1).doubles(5L * rows, -size, size).toArray();
            INDArray array = Nd4j.createFromArray(targets).reshape(rows, 5).castTo(type);
            return new Signals(drawn.labels(), drawn.student(), drawn.teacher(), 0.25, Optional.of(array));
        }

        @Test
        default void rowsWithoutTargetsAreRefused() {
            Signals drawn = signals(DataType.FLOAT, 3, 3, 14);
            Signals none = new Signals(drawn.labels(), drawn.student(), drawn.teacher(), 0);
            String message = assertThrows(ShapeException.class, () -> loss().evaluate(none))
                    .getMessage();
            assertTrue(message.endsWith("use a data set with numbers to predict, or a loss of classes"), message);
        }

        @Test
        default void targetsOfAnotherShapeAreRefused() {
            Signals drawn = signals(DataType.FLOAT, 3, 3, 14);
            Optional<INDArray> wider = drawn.targets().map(t -> Nd4j.concat(1, t, t));
            Signals wrong = new Signals(drawn.labels(), drawn.student(), drawn.teacher(), 0, wider);
            String message = assertThrows(ShapeException.class, () -> loss().evaluate(wrong))
                    .getMessage();
            assertTrue(message.contains("[3, 5]") && message.contains("[3, 10]"), message);
        }
    }

    /** A loss that reads the same taps of student and teacher and is 0 where both are equal. */
    interface OfDivergence extends LossContract {
        /** How far from 0 equal inputs may be: above 0 only where rounding, or the formula, cannot do better. */
        default double rounding() {
            return 0;
        }

        @ParameterizedTest
        @EnumSource(
                value = DataType.class,
                names = {"FLOAT", "DOUBLE"})
        default void equalInputsGiveZero(DataType type) {
            for (double size : new double[] {1, 50}) {
                Signals drawn = signals(type, 4, size, 11);
                Term term = loss().evaluate(new Signals(drawn.labels(), drawn.student(), drawn.student(), 0));
                assertEquals(0, term.value(), rounding());
                term.gradients()
                        .values()
                        .forEach(g -> assertEquals(0, g.ameanNumber().doubleValue(), rounding()));
            }
        }

        @Test
        default void isNotNegative() {
            for (int seed = 0; seed < 50; seed++) {
                assertTrue(loss().evaluate(signals(DataType.DOUBLE, 4, 3, seed)).value() > 0);
            }
        }

        @Test
        default void shapesThatDifferAreRefused() {
            Signals right = signals(DataType.FLOAT, 3, 3, 12);
            Map<String, INDArray> wider = new TreeMap<>();
            right.teacher().arrays().forEach((tap, x) -> wider.put(tap, Nd4j.concat(1, x, x)));
            Signals wrong = new Signals(right.labels(), right.student(), new Outputs(wider), 0);
            String message = assertThrows(ShapeException.class, () -> loss().evaluate(wrong))
                    .getMessage();
            String tap = loss().studentTaps().iterator().next();
            assertTrue(message.contains(shapeOf(right.student().at(tap))), message);
            assertTrue(message.contains(shapeOf(wrong.teacher().at(tap))), message);
        }

        private static String shapeOf(INDArray array) {
            return Arrays.toString(array.shape());
        }

        @Test
        default void aTeacherOfAnotherNumberTypeGivesTheSame() {
            Signals doubles = signals(DataType.DOUBLE, 3, 3, 13);
            Signals exact = Drawn.map(doubles, x -> x.castTo(DataType.FLOAT).castTo(DataType.DOUBLE), doubles.labels());
            Map<String, INDArray> floats = new TreeMap<>();
            exact.teacher().arrays().forEach((tap, x) -> floats.put(tap, x.castTo(DataType.FLOAT)));
            Signals mixed = new Signals(exact.labels(), exact.student(), new Outputs(floats), 0);
            assertEquals(loss().evaluate(exact).value(), loss().evaluate(mixed).value(), 0);
        }
    }

    /** A divergence whose teacher may have arrays of another shape, as long as the rows are the same. */
    interface OfAnyShapes extends OfDivergence {
        @Override
        default void shapesThatDifferAreRefused() {
            // They are not.
        }

        @Test
        default void aWiderTeacherIsAccepted() {
            Signals drawn = signals(DataType.FLOAT, 4, 3, 15);
            assertTrue(Double.isFinite(loss().evaluate(withTeacher(drawn, 1)).value()));
        }

        @Test
        default void otherRowsAreRefused() {
            Signals wrong = withTeacher(signals(DataType.FLOAT, 3, 3, 15), 0);
            String message = assertThrows(ShapeException.class, () -> loss().evaluate(wrong))
                    .getMessage();
            assertTrue(message.contains("has shape [3, ") && message.contains("the teacher's [6, "), message);
        }

        private static Signals withTeacher(Signals drawn, int doubled) {
            Map<String, INDArray> arrays = new TreeMap<>();
            drawn.teacher().arrays().forEach((tap, x) -> arrays.put(tap, Nd4j.concat(doubled, x, x)));
            return new Signals(drawn.labels(), drawn.student(), new Outputs(arrays), 0);
        }
    }
}
