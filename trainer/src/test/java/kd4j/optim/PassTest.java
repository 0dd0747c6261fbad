package kd4j.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Vectors long enough for several threads. */
class PassTest {
    private static final int N = 3 * Pass.LEAST_OF_A_THREAD + 77;

    private final int before = ops().ompGetMaxThreads();

    @AfterEach
    void threadsAreAsTheyWere() {
        ops().setOmpNumThreads(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16})
    void everyNumberIsWorkedOnOnceWithItsOwnDecay(int threads) {
        ops().setOmpNumThreads(threads);
        INDArray from = Nd4j.arange(N).castTo(DataType.FLOAT);
        INDArray to = Nd4j.zeros(DataType.FLOAT, N);
        List<Decay.Stretch> stretches = List.of(new Decay.Stretch(0, 5, 7), new Decay.Stretch(5, N, 9));
        Pass.sideBySide(DataType.FLOAT, 2).run(new PlusDecay(), stretches, from, to);
        float[] expected = new float[N];
        for (int i = 0; i < N; i++) {
            expected[i] = i + (i < 5 ? 7 : 9);
        }
        assertArrayEquals(expected, to.toFloatVector());
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void theNumberOfThreadsDoesNotChangeABit(DataType type) {
        assertEquals(trained(type, 1), trained(type, 2));
        assertEquals(trained(type, 1), trained(type, 5));
    }

    /** The sum is told by the order of its additions: one thread has to do them all. */
    @Test
    void theNormIsTheSameWithAnyNumberOfThreads() {
        INDArray vector = uniform(new Random(3), DataType.FLOAT);
        ops().setOmpNumThreads(1);
        double alone = GlobalNorm.of(vector);
        ops().setOmpNumThreads(4);
        assertEquals(alone, GlobalNorm.of(vector));
    }

    private static INDArray trained(DataType type, int threads) {
        ops().setOmpNumThreads(threads);
        Random random = new Random(4);
        INDArray parameters = uniform(random, type);
        Updater updater = new AdamW(new Constant(1), 0.9, 0.999, 1e-8, 0.1).begin(parameters, Optional.empty());
        for (int step = 0; step < 3; step++) {
            updater.step(uniform(random, type), 0.01, step);
        }
        return parameters;
    }

    private static INDArray uniform(Random random, DataType type) {
        return Nd4j.createFromArray(random.doubles(N).toArray()).castTo(type);
    }

    private static NativeOps ops() {
        Nd4j.getBackend();
        return NativeOpsHolder.getInstance().getDeviceNativeOps();
    }

    /** Adds to a number what stands in the first row, and its decay. */
    private record PlusDecay() implements Rule {
        @Override
        public void apply(float[][] rows, int n, double decay) {
            for (int i = 0; i < n; i++) {
                rows[1][i] += rows[0][i] + (float) decay;
            }
        }

        @Override
        public void apply(double[][] rows, int n, double decay) {
            throw new UnsupportedOperationException("floats only");
        }
    }
}
