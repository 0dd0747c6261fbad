package kd4j.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import kd4j.component.ShapeException;
import org.junit.jupiter.api.Test;

/** Expected figures were calculated by hand, as fractions. */
class RegressionTest {
    /** Errors 1, 0, -1; the targets' mean is 7/3, their squared distances from it add up to 42/9. One unit is 2 of the data's. */
    @Test
    void oneTarget() {
        double[][] answers = {{2}, {2}, {3}};
        double[][] right = {{1}, {2}, {4}};
        double[][] teacher = {{2}, {3}, {3}};
        Regressed found = new Regression(List.of(2.0), List.of()).assess(answers, right, Optional.of(teacher));
        assertEquals(3, found.rows());
        assertEquals(2 * Math.sqrt(2 / 3.0), found.rmse(), 1e-15);
        assertEquals(Math.sqrt(2 / 3.0), found.standardRmse(), 1e-15);
        assertEquals(4 / 3.0, found.mae(), 1e-15);
        assertEquals(4 / 7.0, found.r2().orElseThrow(), 1e-15);
        assertEquals(4 / 3.0, found.teacher().orElseThrow().meanSquare(), 1e-15);
        assertEquals(found.standardRmse(), found.choice());
        assertEquals(found.mae(), found.tieBreak());
    }

    /** Quantiles 0.1 and 0.6, of which the second stands for the target; the second target is 10 in both rows. */
    @Test
    void quantilesOfTwoTargets() {
        double[][] answers = {{-1, 0, 12, 11}, {1, 5, 9, 10}};
        double[][] right = {{0, 10}, {2, 10}};
        Regressed found = new Regression(List.of(1.0, 2.0), List.of(0.1, 0.6)).assess(answers, right, Optional.empty());
        assertEquals(Math.sqrt(3.25), found.rmse(), 1e-15);
        assertEquals(Math.sqrt(2.5), found.standardRmse(), 1e-15);
        assertEquals(1.25, found.mae(), 1e-15);
        assertEquals(List.of(Math.sqrt(4.5), Math.sqrt(2)), found.rmseByTarget());
        assertTrue(found.r2().isEmpty());
        Regressed.Quantiled quantiles = found.quantiles().orElseThrow();
        assertEquals(List.of(0.25, 1.0), quantiles.coverage());
        assertEquals(0.25, quantiles.crossed(), 1e-15);
        // 0.1 + 1.8 + 0.4 in the first row, 0.1 + 1.2 + 0.1 in the second, over 8 numbers
        assertEquals(0.4625, quantiles.pinball(), 1e-15);
        assertEquals(quantiles.pinball(), found.choice());
    }

    @Test
    void answersOfAnotherShapeAreRefused() {
        Regression regression = new Regression(List.of(1.0), List.of());
        String message = assertThrows(
                        ShapeException.class,
                        () -> regression.assess(new double[2][3], new double[2][1], Optional.empty()))
                .getMessage();
        assertEquals("answers have shape [2, 3]; targets need [2, 1]", message);
    }
}
