package kd4j.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.component.KeyException;
import kd4j.loss.CrossEntropy;
import kd4j.loss.Loss;
import kd4j.loss.Outputs;
import kd4j.loss.Signals;
import kd4j.loss.SoftTargets;
import kd4j.loss.Term;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PlainTest {
    /** Teacher odds 3 to 1 and student even: cross-entropy ln 2 = 0.693147, kl = 3/4 ln(3/2) + 1/4 ln(1/2) = 0.130812. */
    @Test
    void theSumExplainsItself() {
        Session session = session(new WeightedLoss(0.1, new CrossEntropy()), new WeightedLoss(0.9, new SoftTargets(2)));
        Term term = session.evaluate(signals());
        assertEquals(0.1 * Math.log(2) + 0.9 * 4 * (0.75 * Math.log(1.5) + 0.25 * Math.log(0.5)), term.value(), 1e-15);
        assertEquals(
                "total 0.5402 = 0.1 * cross-entropy 0.6931 + 0.9 * soft-targets 0.5232 (T^2 4 * kl 0.1308)",
                term.explanation());
    }

    /** Label 0: cross-entropy (1/2 - 1, 1/2); soft targets T (1/2 - 3/4, 1/2 - 1/4) = (-1/2, 1/2). */
    @Test
    void gradientsOfOneTapAreAdded() {
        Session session = session(new WeightedLoss(0.2, new CrossEntropy()), new WeightedLoss(0.6, new SoftTargets(2)));
        INDArray gradient = session.evaluate(signals()).gradients().get(Outputs.LOGITS);
        assertEquals(-0.4, gradient.getDouble(0, 0), 1e-15);
        assertEquals(0.4, gradient.getDouble(0, 1), 1e-15);
    }

    @Test
    void gradientsOfDifferentTapsStayApart() {
        Session session = session(new WeightedLoss(2, new CrossEntropy()), new WeightedLoss(3, new Slope("block2")));
        assertEquals(Set.of("block2", "logits"), session.studentTaps());
        assertEquals(Set.of(), session.teacherTaps());
        Term term = session.evaluate(signals());
        assertEquals(-1, term.gradients().get("logits").getDouble(0, 0), 1e-15);
        assertEquals(15, term.gradients().get("block2").getDouble(0), 0);
    }

    @Test
    void aTeacherIsWantedOnlyWhereALossReadsIt() {
        assertEquals(Set.of(), session(new WeightedLoss(1, new CrossEntropy())).teacherTaps());
        assertEquals(
                Set.of("logits"),
                session(new WeightedLoss(1, new SoftTargets(4))).teacherTaps());
    }

    @Test
    void twoLossesOfOneKindAreToldApart() {
        Session session = session(
                new WeightedLoss(1, new SoftTargets(1)),
                new WeightedLoss(0.5, new SoftTargets(2)),
                new WeightedLoss(0, new SoftTargets(4)));
        List<String> names = session.evaluate(signals()).parts().stream()
                .map(part -> part.name())
                .toList();
        assertEquals(List.of("soft-targets", "soft-targets-2", "soft-targets-3"), names);
    }

    @Test
    void theLossThatIsNotFiniteIsNamed() {
        Session session = session(new WeightedLoss(1, new CrossEntropy()), new WeightedLoss(1, new SoftTargets(2)));
        Outputs broken = Outputs.ofLogits(Nd4j.createFromArray(new double[][] {{Double.POSITIVE_INFINITY, 0}}));
        Term term = session.evaluate(new Signals(new int[] {0}, signals().student(), broken, 0));
        assertEquals("soft-targets", term.notFinite().orElseThrow());
    }

    @Test
    void anObjectiveHasALossThatCounts() {
        assertEquals(
                "objective is []; allowed: a list of losses, at least one with a weight > 0",
                assertThrows(KeyException.class, () -> new Plain(List.of())).getMessage());
        assertThrows(KeyException.class, () -> new Plain(List.of(new WeightedLoss(0, new CrossEntropy()))));
        assertEquals(
                "weight is -1.0; allowed: a number >= 0",
                assertThrows(KeyException.class, () -> new WeightedLoss(-1, new CrossEntropy()))
                        .getMessage());
    }

    /** A loss of another tap, with the gradient 5. */
    private record Slope(String tap) implements Loss {
        @Override
        public Term evaluate(Signals signals) {
            return new Term("slope", 1, Map.of(tap, Nd4j.createFromArray(5.0)), List.of());
        }

        @Override
        public Set<String> studentTaps() {
            return Set.of(tap);
        }
    }

    private static Session session(WeightedLoss... objective) {
        return new Plain(List.of(objective)).begin(Contexts.ofLogits(2));
    }

    private static Signals signals() {
        return new Signals(
                new int[] {0},
                Outputs.ofLogits(Nd4j.createFromArray(new double[][] {{0, 0}})),
                Outputs.ofLogits(Nd4j.createFromArray(new double[][] {{2 * Math.log(3), 0}})),
                0);
    }
}
