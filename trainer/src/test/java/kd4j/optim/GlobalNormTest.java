package kd4j.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Clipping by the global norm against values worked out by hand and against one plain sum in doubles. */
class GlobalNormTest {
    static Stream<Arguments> everyVector() {
        return Stream.of(DataType.FLOAT, DataType.DOUBLE)
                .flatMap(type -> Arrays.stream(Layouts.values()).map(layout -> Arguments.of(layout, type)));
    }

    @ParameterizedTest
    @MethodSource("everyVector")
    void aLongerVectorIsScaledToTheNormAndKeepsItsDirection(Layouts layout, DataType type) {
        INDArray gradients = layout.vector(new double[] {3, 0, -4}, type);
        GlobalNorm.clip(gradients, 2.5);
        assertArrayEquals(new double[] {1.5, 0, -2}, doubles(gradients), 1e-6);
    }

    @ParameterizedTest
    @MethodSource("everyVector")
    void aVectorWithinTheNormKeepsItsBits(Layouts layout, DataType type) {
        double[] values = {0.3f, -0.1f, 0.7f};
        INDArray gradients = layout.vector(values, type);
        GlobalNorm.clip(gradients, 0.8);
        assertArrayEquals(values, doubles(gradients), 0);
    }

    @ParameterizedTest
    @MethodSource("everyVector")
    void theNormIsAddedUpInDoubles(Layouts layout, DataType type) {
        double[] values = new Random(4)
                .doubles(3 * Pass.CHUNK + 5)
                .map(u -> (float) (u - 0.5))
                .toArray();
        values[17] = 3000;
        double expected = Math.sqrt(DoubleStream.of(values).map(v -> v * v).sum());
        assertEquals(expected, GlobalNorm.of(layout.vector(values, type)), 1e-13 * expected);
    }

    /** The squares are beyond a float's range: 1e30 each, so the norm is 2e30 and each becomes half of the largest. */
    @ParameterizedTest
    @MethodSource("everyVector")
    void squaresBeyondFloatsDoNotOverflow(Layouts layout, DataType type) {
        INDArray gradients = layout.vector(new double[] {1e30, 1e30, -1e30, 1e30}, type);
        GlobalNorm.clip(gradients, 6);
        assertArrayEquals(new double[] {3, 3, -3, 3}, doubles(gradients), 1e-6);
    }

    /** What is not a number must reach the parameters, where the next loss tells it. */
    @ParameterizedTest
    @MethodSource("everyVector")
    void whatIsNotANumberIsNotHidden(Layouts layout, DataType type) {
        INDArray broken = layout.vector(new double[] {1, Double.NaN, 2}, type);
        GlobalNorm.clip(broken, 1);
        assertTrue(Double.isNaN(broken.getDouble(1)));
        INDArray infinite = layout.vector(new double[] {1, Double.POSITIVE_INFINITY, 2}, type);
        GlobalNorm.clip(infinite, 1);
        assertTrue(Double.isNaN(infinite.getDouble(1)));
    }

    private static double[] doubles(INDArray vector) {
        return vector.dup().castTo(DataType.DOUBLE).toDoubleVector();
    }
}
