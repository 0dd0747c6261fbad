package kd4j.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import kd4j.component.KeyException;
import kd4j.component.ShapeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The optimisers against the published rules in float64, one number at a time ({@link ReferenceUpdates}). */
class OptimizerTest {
    private static final Schedule RATE = new Constant(0.1);
    private static final int N = 3000;
    private static final int STEPS = 20;

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                new Sgd(RATE, 0, false, 0),
                new Sgd(RATE, 0, false, 0.02),
                new Sgd(RATE, 0.9, false, 0.02),
                new Sgd(RATE, 0.9, true, 0),
                new Sgd(RATE, 0.9, true, 0.02),
                new Adam(RATE, 0.9, 0.999, 1e-8, 0),
                new Adam(RATE, 0, 0.99, 1e-3, 0.02),
                new AdamW(RATE, 0.9, 0.999, 1e-8, 0.01),
                new AdamW(RATE, 0.5, 0, 1e-3, 0.3));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void twentyStepsFollowTheRuleInDoubles(Optimizer optimizer) {
        assertTwentySteps(optimizer, DataType.DOUBLE, 1e-12);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void twentyStepsFollowTheRuleInFloats(Optimizer optimizer) {
        assertTwentySteps(optimizer, DataType.FLOAT, 2e-5);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void decayIsEverywhereWithoutAMask(Optimizer optimizer) {
        Random random = new Random(3);
        double[] start = gaussian(random, 40);
        double[] gradient = gaussian(random, 40);
        INDArray all = vector(start, DataType.DOUBLE);
        INDArray masked = vector(start, DataType.DOUBLE);
        optimizer.begin(all, Optional.empty()).step(vector(gradient, DataType.DOUBLE), 0.1, 0);
        optimizer.begin(masked, Optional.of(masked.like().addi(1))).step(vector(gradient, DataType.DOUBLE), 0.1, 0);
        assertEquals(all, masked);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aSavedStateContinuesWithTheSameBits(Optimizer optimizer) {
        Random random = new Random(5);
        INDArray through = vector(gaussian(random, 50), DataType.FLOAT);
        Updater first = optimizer.begin(through, Optional.empty());
        first.step(vector(gaussian(random, 50), DataType.FLOAT), 0.1, 0);
        INDArray resumed = through.dup();
        Updater second = optimizer.begin(resumed, Optional.empty());
        second.state().ifPresent(state -> state.assign(first.state().orElseThrow()));
        double[] gradient = gaussian(random, 50);
        first.step(vector(gradient, DataType.FLOAT), 0.1, 1);
        second.step(vector(gradient, DataType.FLOAT), 0.1, 1);
        assertArrayEquals(through.toFloatVector(), resumed.toFloatVector(), 0);
        assertEquals(
                optimizer.stateArrays() * 50L,
                first.state().map(INDArray::length).orElse(0L));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void nothingIsAllocatedOfTheSizeOfTheParameters(Optimizer optimizer) {
        INDArray parameters = Nd4j.zeros(DataType.FLOAT, 100_000);
        INDArray gradients = Nd4j.ones(DataType.FLOAT, 100_000);
        Updater updater = optimizer.begin(parameters, Optional.of(Nd4j.ones(DataType.FLOAT, 100_000)));
        var configuration =
                WorkspaceConfiguration.builder().initialSize(1 << 20).build();
        var manager = Nd4j.getWorkspaceManager();
        try (var workspace = manager.getAndActivateWorkspace(configuration, "updates-" + optimizer.hashCode())) {
            updater.step(gradients, 0.1, 0);
            assertTrue(workspace.getPrimaryOffset() < 4096, "bytes used: " + workspace.getPrimaryOffset());
            gradients.mul(2);
            assertTrue(workspace.getPrimaryOffset() >= 400_000, "the workspace does count arrays");
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void vectorsOfOtherLengthsAreRefused(Optimizer optimizer) {
        INDArray parameters = Nd4j.zeros(DataType.FLOAT, 5);
        Updater updater = optimizer.begin(parameters, Optional.empty());
        var gradients = assertThrows(ShapeException.class, () -> updater.step(Nd4j.zeros(DataType.FLOAT, 4), 0.1, 0));
        assertEquals("gradients: shape [4] of FLOAT; the parameters are a vector [5] of FLOAT", gradients.getMessage());
        var mask = assertThrows(
                ShapeException.class, () -> optimizer.begin(parameters, Optional.of(Nd4j.zeros(DataType.FLOAT, 1, 5))));
        assertEquals(
                "the decay mask: shape [1, 5] of FLOAT; the parameters are a vector [5] of FLOAT", mask.getMessage());
    }

    @Test
    void settingsOutsideTheirRangeAreRefused() {
        assertEquals(
                "nesterov is true; allowed: true only with a momentum > 0",
                assertThrows(KeyException.class, () -> new Sgd(RATE, 0, true, 0))
                        .getMessage());
        assertEquals(
                "beta2 is 1.0; allowed: a number from 0 to below 1",
                assertThrows(KeyException.class, () -> new Adam(RATE, 0.9, 1, 1e-8, 0))
                        .getMessage());
        assertEquals(
                "weight-decay is -0.1; allowed: a number >= 0",
                assertThrows(KeyException.class, () -> new AdamW(RATE, 0.9, 0.999, 1e-8, -0.1))
                        .getMessage());
    }

    private static void assertTwentySteps(Optimizer optimizer, DataType type, double tolerance) {
        Random random = new Random(1);
        double[] expected = gaussian(random, N);
        double[] decayed = mask();
        INDArray parameters = vector(expected, type);
        Updater updater = optimizer.begin(parameters, Optional.of(vector(decayed, type)));
        ReferenceUpdates reference = new ReferenceUpdates(optimizer, N);
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = gaussian(random, N);
            double rate = 0.02 / (1 + step);
            updater.step(vector(gradient, type), rate, step);
            reference.step(expected, gradient, rate, step, decayed);
            assertArrayEquals(expected, parameters.castTo(DataType.DOUBLE).toDoubleVector(), tolerance, "step " + step);
        }
    }

    /** Zeros at the start, in the middle and alone. */
    private static double[] mask() {
        double[] mask = new double[N];
        for (int i = 0; i < N; i++) {
            mask[i] = i < 10 || (i > 700 && i < 900) || i == 2000 ? 0 : 1;
        }
        return mask;
    }

    private static double[] gaussian(Random random, int n) {
        return random.doubles(n).map(u -> (float) (4 * u - 2)).toArray();
    }

    private static INDArray vector(double[] values, DataType type) {
        return Nd4j.createFromArray(values).castTo(type);
    }
}
