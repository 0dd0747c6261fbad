package kd4j.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import kd4j.component.KeyException;
import kd4j.component.ShapeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The moving average against values worked out by hand and against the formula in doubles. */
class WeightAverageTest {
    /** Shares kept: (1 + 0) / (10 + 0) = 0.1 in the first step, 2 / 11 in the second, and 0.5 where the ramp is above it. */
    @ParameterizedTest
    @MethodSource("kd4j.optim.GlobalNormTest#everyVector")
    void earlyStepsKeepLessAndLaterOnesTheDecay(Layouts layout, DataType type) {
        INDArray parameters = layout.vector(new double[] {20, -2}, type);
        WeightAverage average = new WeightAverage(0.5, parameters);
        parameters.assign(10);
        average.add(parameters, 0);
        assertAverage(new double[] {0.1 * 20 + 0.9 * 10, 0.1 * -2 + 0.9 * 10}, average);
        parameters.assign(0);
        average.add(parameters, 1);
        assertAverage(new double[] {11 * 2 / 11.0, 8.8 * 2 / 11.0}, average);
        parameters.assign(1);
        average.add(parameters, 1000);
        assertAverage(new double[] {1.5, 1.3}, average);
        assertArrayEquals(
                new double[] {1, 1}, parameters.dup().castTo(DataType.DOUBLE).toDoubleVector(), 0);
    }

    @ParameterizedTest
    @MethodSource("kd4j.optim.GlobalNormTest#everyVector")
    void longVectorsFollowTheFormula(Layouts layout, DataType type) {
        Random random = new Random(6);
        double[] expected =
                random.doubles(2 * Pass.CHUNK + 9).map(u -> (float) u).toArray();
        WeightAverage average = new WeightAverage(0.9, layout.vector(expected, type));
        for (int step = 95; step < 105; step++) {
            double kept = Math.min(0.9, (1.0 + step) / (10 + step));
            double[] now = random.doubles(expected.length).map(u -> (float) u).toArray();
            average.add(layout.vector(now, type), step);
            for (int i = 0; i < now.length; i++) {
                expected[i] = kept * expected[i] + (1 - kept) * now[i];
            }
        }
        assertAverage(expected, average);
    }

    @Test
    void otherVectorsAndDecaysAreRefused() {
        INDArray three = Nd4j.zeros(DataType.FLOAT, 3);
        WeightAverage average = new WeightAverage(0.5, three);
        assertEquals(
                "parameters to average: shape [4] of FLOAT; the parameters are a vector [3] of FLOAT",
                assertThrows(ShapeException.class, () -> average.add(Nd4j.zeros(DataType.FLOAT, 4), 0))
                        .getMessage());
        assertEquals(
                "ema is 1.0; allowed: a number from 0 to below 1",
                assertThrows(KeyException.class, () -> new WeightAverage(1, three))
                        .getMessage());
    }

    private static void assertAverage(double[] expected, WeightAverage average) {
        assertArrayEquals(expected, average.numbers().castTo(DataType.DOUBLE).toDoubleVector(), 2e-6);
    }
}
