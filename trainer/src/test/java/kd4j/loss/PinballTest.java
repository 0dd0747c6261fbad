package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import kd4j.component.KeyException;
import kd4j.component.ShapeException;
import kd4j.loss.Pinball.From;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PinballTest {
    @Nested
    class OfTargets implements LossContract.OfTargets {
        @Override
        public Loss loss() {
            return new Pinball(FIVE, From.TARGETS, Reduction.ELEMENT_MEAN);
        }
    }

    @Nested
    class OfTeacher implements LossContract {
        @Override
        public Loss loss() {
            return new Pinball(FIVE, From.TEACHER, Reduction.ROW_SUM);
        }
    }

    private static final List<Double> FIVE = List.of(0.05, 0.25, 0.5, 0.75, 0.95);

    /** Quantiles 0.1 and 0.9, target 2, outputs 1 and 4: 0.1 * 1 and 0.1 * 2. */
    @Test
    void knownValues() {
        Signals signals = Shown.scores(new double[] {1, 4}, new double[] {2, 2});
        List<Double> quantiles = List.of(0.1, 0.9);
        assertEquals(0.15, value(new Pinball(quantiles, From.TEACHER, Reduction.ELEMENT_MEAN), signals), 1e-15);
        assertEquals(0.3, value(new Pinball(quantiles, From.TEACHER, Reduction.ROW_SUM), signals), 1e-15);
    }

    @Test
    void eachQuantileHasAnOutput() {
        Pinball loss = new Pinball(List.of(0.5), From.TEACHER, Reduction.ELEMENT_MEAN);
        assertEquals(
                "pinball: student outputs have shape [1, 2], target [1, 2], quantiles are [0.5]; there must be one output a quantile, and a target of [rows, 1] or the outputs' shape",
                assertThrows(ShapeException.class, () -> loss.evaluate(Shown.scores(new double[2], new double[2])))
                        .getMessage());
    }

    private static double value(Loss loss, Signals signals) {
        return loss.evaluate(signals).value();
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertEquals(
                "quantiles is [1.0]; allowed: a list of numbers between 0 and 1, at least one",
                assertThrows(KeyException.class, () -> new Pinball(List.of(1.0), From.TEACHER, Reduction.ROW_SUM))
                        .getMessage());
    }
}
