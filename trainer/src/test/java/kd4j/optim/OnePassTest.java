package kd4j.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import kd4j.memory.HostMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The loops in Java and ND4J's operations under one contract: the published rules in float64, one number at a time. Vectors with
 * gaps go the way that all arrays go on a GPU.
 */
class OnePassTest {
    /** Several chunks, and one that is not full. */
    private static final int N = 2 * Pass.CHUNK + 77;

    static Stream<Arguments> everyWay() {
        return OptimizerTest.optimizers().flatMap(optimizer -> Arrays.stream(Layouts.values())
                .flatMap(layout -> Stream.of(
                        Arguments.of(optimizer, layout, Layouts.ALONE),
                        Arguments.of(optimizer, layout, Layouts.IN_THE_MIDDLE),
                        Arguments.of(optimizer, layout, Layouts.WITH_GAPS))));
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void stepsFollowTheRuleInDoubles(Optimizer optimizer, Layouts parameters, Layouts gradients) {
        assertSteps(optimizer, parameters, gradients, DataType.DOUBLE, 5, 1e-13);
    }

    /** The parameters stay below 4 here, where a float's last place is worth 2.4e-7; a step may be wrong by four of them. */
    @ParameterizedTest
    @MethodSource("everyWay")
    void oneStepInFloatsIsRightButForTheLastPlaces(Optimizer optimizer, Layouts parameters, Layouts gradients) {
        assertSteps(optimizer, parameters, gradients, DataType.FLOAT, 1, 1e-6);
    }

    @Test
    void onlyVectorsWithoutGapsAreReachedInPlace() {
        double[] values = {1, 2, 3};
        assertEquals(true, HostMemory.holds(Layouts.ALONE.vector(values, DataType.FLOAT)));
        assertEquals(true, HostMemory.holds(Layouts.VIEW_OF_A_VIEW.vector(values, DataType.DOUBLE)));
        assertEquals(false, HostMemory.holds(Layouts.WITH_GAPS.vector(values, DataType.FLOAT)));
        assertEquals(false, HostMemory.holds(Nd4j.zeros(DataType.FLOAT16, 3)));
    }

    /** Both ways keep the same numbers in the same places, so that a training may change from one to the other. */
    @ParameterizedTest
    @MethodSource("kd4j.optim.OptimizerTest#optimizers")
    void theStateOfOneWayIsTheStateOfTheOther(Optimizer optimizer) {
        Random random = new Random(8);
        double[] start = uniform(random);
        double[] gradient = uniform(random);
        Updater loops = optimizer.begin(Layouts.ALONE.vector(start, DataType.DOUBLE), Optional.empty());
        Updater operations = optimizer.begin(Layouts.WITH_GAPS.vector(start, DataType.DOUBLE), Optional.empty());
        for (int step = 0; step < 3; step++) {
            loops.step(Layouts.ALONE.vector(gradient, DataType.DOUBLE), 0.01, step);
            operations.step(Layouts.ALONE.vector(gradient, DataType.DOUBLE), 0.01, step);
        }
        assertEquals(loops.state().isPresent(), operations.state().isPresent());
        loops.state()
                .ifPresent(state -> assertArrayEquals(
                        operations.state().orElseThrow().toDoubleVector(), state.toDoubleVector(), 1e-13));
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void whatLiesAroundTheParametersStays(DataType type) {
        INDArray memory = Nd4j.zeros(type, N + 2).addi(77);
        INDArray parameters = memory.get(NDArrayIndex.interval(1, N + 1));
        INDArray gradients = Nd4j.ones(type, N);
        new AdamW(new Constant(1), 0.9, 0.999, 1e-8, 0.1)
                .begin(parameters, Optional.empty())
                .step(gradients, 0.5, 0);
        assertEquals(77, memory.getDouble(0));
        assertEquals(77, memory.getDouble(N + 1));
        // Decay takes 0.5 * 0.1 of 77 off; Adam's first step is the rate in the direction of the gradient.
        assertEquals(77 - 3.85 - 0.5, memory.getDouble(1), 1e-5);
        assertEquals(77 - 3.85 - 0.5, memory.getDouble(N), 1e-5);
    }

    private static void assertSteps(
            Optimizer optimizer, Layouts place, Layouts gradientPlace, DataType type, int steps, double tolerance) {
        Random random = new Random(2);
        double[] expected = uniform(random);
        double[] decayed = new double[N];
        Arrays.fill(decayed, 3, N - 1000, 1);
        INDArray parameters = place.vector(expected, type);
        Updater updater = optimizer.begin(parameters, Optional.of(Layouts.ALONE.vector(decayed, type)));
        ReferenceUpdates reference = new ReferenceUpdates(optimizer, N);
        for (int step = 0; step < steps; step++) {
            double[] gradient = uniform(random);
            updater.step(gradientPlace.vector(gradient, type), 0.05, step);
            reference.step(expected, gradient, 0.05, step, decayed);
            assertArrayEquals(expected, parameters.dup().castTo(DataType.DOUBLE).toDoubleVector(), tolerance);
        }
    }

    /** From -2 to 2, exact as floats. */
    private static double[] uniform(Random random) {
        return random.doubles(N).map(u -> (float) (4 * u - 2)).toArray();
    }
}
