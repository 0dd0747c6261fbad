package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kd4j.component.KeyException;
import kd4j.component.ShapeException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class PinballTest {
    @Nested
    class OfTargets implements LossContract.OfTargets {
        @Override
        public Loss loss() {
            return new Pinball(FIVE, TargetSource.TARGETS, Reduction.ELEMENT_MEAN);
        }
    }

    @Nested
    class OfTeacher implements LossContract {
        @Override
        public Loss loss() {
            return new Pinball(FIVE, TargetSource.TEACHER, Reduction.ROW_SUM);
        }
    }

    private static final List<Double> FIVE = List.of(0.05, 0.25, 0.5, 0.75, 0.95);

    /** Quantiles 0.1 and 0.9, target 2, outputs 1 and 4: 0.1 * 1 and 0.1 * 2. */
    @Test
    void knownValues() {
        Signals signals = Shown.scores(new double[] {1, 4}, new double[] {2, 2});
        List<Double> quantiles = List.of(0.1, 0.9);
        assertEquals(0.15, value(new Pinball(quantiles, TargetSource.TEACHER, Reduction.ELEMENT_MEAN), signals), 1e-15);
        assertEquals(0.3, value(new Pinball(quantiles, TargetSource.TEACHER, Reduction.ROW_SUM), signals), 1e-15);
    }

    @Test
    void eachQuantileHasAnOutput() {
        Pinball loss = new Pinball(List.of(0.5, 0.9), TargetSource.TEACHER, Reduction.ELEMENT_MEAN);
        assertEquals(
                "pinball: student outputs have shape [1, 3], target [1, 3], quantiles are [0.5, 0.9]; there must be one output for each quantile of each target, and a target of [rows, targets] or the outputs' shape",
                assertThrows(ShapeException.class, () -> loss.evaluate(Shown.scores(new double[3], new double[3])))
                        .getMessage());
    }

    /**
     * Targets 2 and 10 with quantiles 0.1 and 0.9 each, outputs 1 and 4, then 10 and 13: 0.1 * 1, 0.1 * 2, 0, 0.1 * 3; slopes {@code
     * -q} below the target, {@code 1 - q} above, 0 on it, over four numbers.
     */
    @Test
    void quantilesOfTwoTargetsStandBesideEachOther() {
        Signals signals = new Signals(
                new int[0],
                Outputs.ofLogits(Nd4j.createFromArray(new double[][] {{1, 4, 10, 13}})),
                new Outputs(Map.of()),
                0,
                Optional.of(Nd4j.createFromArray(new double[][] {{2, 10}})));
        Term term = new Pinball(List.of(0.1, 0.9), TargetSource.TARGETS, Reduction.ELEMENT_MEAN).evaluate(signals);
        assertEquals(0.15, term.value(), 1e-15);
        double[] slopes = term.gradients().get(Outputs.LOGITS).toDoubleVector();
        assertArrayEquals(new double[] {-0.025, 0.025, 0, 0.025}, slopes, 1e-15);
    }

    private static double value(Loss loss, Signals signals) {
        return loss.evaluate(signals).value();
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertEquals(
                "quantiles is [1.0]; allowed: a list of numbers between 0 and 1, at least one",
                assertThrows(
                                KeyException.class,
                                () -> new Pinball(List.of(1.0), TargetSource.TEACHER, Reduction.ROW_SUM))
                        .getMessage());
    }
}
