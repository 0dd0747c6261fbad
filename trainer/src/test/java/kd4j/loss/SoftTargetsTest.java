package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import kd4j.component.KeyException;
import kd4j.loss.SoftTargets.Mean;
import kd4j.loss.SoftTargets.Scale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SoftTargetsTest {
    @Nested
    class OfThePaper implements LossContract.OfSoftmax, LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new SoftTargets(4);
        }
    }

    @Nested
    class Cold implements LossContract.OfSoftmax, LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new SoftTargets(0.5);
        }
    }

    @Nested
    class Unscaled implements LossContract.OfSoftmax, LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new SoftTargets(2, Scale.ONE, Mean.ELEMENTS);
        }
    }

    /** Teacher odds 3 to 1, student even, at T = 2: 4 * (3/4 ln(3/2) + 1/4 ln(1/2)). */
    @Test
    void aKnownValueAndItsExplanation() {
        Term term = new SoftTargets(2).evaluate(signals(new double[] {0, 0}, new double[] {2 * Math.log(3), 0}));
        double kl = 0.75 * Math.log(1.5) + 0.25 * Math.log(0.5);
        assertEquals(4 * kl, term.value(), 1e-15);
        // kl = 0.130812, times 4 = 0.523248
        assertEquals("soft-targets 0.5232 = T^2 4 * kl 0.1308", term.explanation());
    }

    @Test
    void withoutScaleThePartIsTheValue() {
        Term term = new SoftTargets(2, Scale.ONE, Mean.ROWS)
                .evaluate(signals(new double[] {0, 0}, new double[] {2 * Math.log(3), 0}));
        assertEquals("soft-targets 0.1308 = 1 * kl 0.1308", term.explanation());
    }

    @Test
    void theTemperatureIsAboveZero() {
        assertEquals(
                "temperature is 0.0; allowed: a number > 0",
                assertThrows(KeyException.class, () -> new SoftTargets(0)).getMessage());
    }

    /** Four arrays of the size of the logits and some columns are worked with; nothing is left outside of the step's workspace. */
    @Test
    void worksInsideTheWorkspaceOfTheStep() {
        INDArray student = Nd4j.rand(DataType.FLOAT, 128, 100);
        INDArray teacher = Nd4j.rand(DataType.FLOAT, 128, 100);
        Signals signals = new Signals(new int[128], Outputs.ofLogits(student), Outputs.ofLogits(teacher), 0);
        var configuration =
                WorkspaceConfiguration.builder().initialSize(1 << 22).build();
        try (var workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "soft-targets")) {
            Term term = new SoftTargets(4).evaluate(signals);
            long used = workspace.getPrimaryOffset();
            assertTrue(term.gradients().get(Outputs.LOGITS).isAttached());
            assertTrue(used >= 3 * 51_200 && used < 5 * 51_200, "bytes used: " + used);
        }
    }

    private static Signals signals(double[] student, double[] teacher) {
        return new Signals(
                new int[1],
                Outputs.ofLogits(Nd4j.createFromArray(new double[][] {student})),
                Outputs.ofLogits(Nd4j.createFromArray(new double[][] {teacher})),
                0);
    }

    static Signals someSignals(double progress) {
        Outputs student = Outputs.ofLogits(org.nd4j.linalg.factory.Nd4j.createFromArray(new double[][] {{1, 0, -2}}));
        Outputs teacher = Outputs.ofLogits(org.nd4j.linalg.factory.Nd4j.createFromArray(new double[][] {{3, 1, 0}}));
        return new Signals(new int[] {0}, student, teacher, progress);
    }
}
