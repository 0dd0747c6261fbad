package kd4j.model.kernel;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Batch normalisation, with and without relu. */
interface NormalizationContract extends KernelsUnderTest {
    static Stream<Normalization> normalizations() {
        return Stream.of(
                new Normalization(0, 1e-5, 2, 7, 5, 3),
                new Normalization(0, 1e-5, 3, 9, 9, 8),
                new Normalization(0.3, 1e-3, 2, 8, 8, 16),
                new Normalization(10, 1e-5, 4, 7, 5, 13),
                new Normalization(0, 1e-5, 1, 4, 4, 64),
                new Normalization(0, 1e-5, 128, 4, 4, 32),
                new Normalization(0, 1e-5, 128, 10),
                new Normalization(-3, 1e-5, 17, 33),
                new Normalization(0, 1e-5, 5, 20, 16),
                // One row for each channel: the variance is 0.
                new Normalization(0, 1e-3, 1, 6));
    }

    @ParameterizedTest
    @MethodSource("normalizations")
    default void normalizes(Normalization n) {
        for (boolean relu : new boolean[] {false, true}) {
            Expected[] statistics = n.statistics();
            Expected[] gradients = n.gradients(relu);
            new Trial(
                            (k, x, y) -> {
                                Memo memo = new Memo();
                                forward(k, n, relu, memo, x, y);
                                k.normalizeGradient(
                                        x[0],
                                        x[1],
                                        x[2],
                                        n.epsilon(),
                                        relu,
                                        y[1],
                                        y[2],
                                        memo,
                                        y[0],
                                        x[3],
                                        y[3],
                                        y[4],
                                        y[5]);
                            },
                            n.input(),
                            n.gamma(),
                            n.beta(),
                            n.error())
                    .check(
                            this,
                            n.output(relu),
                            statistics[0],
                            statistics[1],
                            gradients[0],
                            gradients[1],
                            gradients[2]);
        }
    }

    @ParameterizedTest
    @MethodSource("normalizations")
    default void theGradientOfTheInputCanBeLeftOut(Normalization n) {
        for (boolean relu : new boolean[] {false, true}) {
            Expected[] statistics = n.statistics();
            Expected[] gradients = n.gradients(relu);
            new Trial(
                            (k, x, y) -> {
                                Memo memo = new Memo();
                                forward(k, n, relu, memo, x, y);
                                k.normalizeGradient(
                                        x[0],
                                        x[1],
                                        x[2],
                                        n.epsilon(),
                                        relu,
                                        y[1],
                                        y[2],
                                        memo,
                                        y[0],
                                        x[3],
                                        null,
                                        y[3],
                                        y[4]);
                            },
                            n.input(),
                            n.gamma(),
                            n.beta(),
                            n.error())
                    .check(this, n.output(relu), statistics[0], statistics[1], gradients[1], gradients[2]);
        }
    }

    private static void forward(Kernels kernels, Normalization n, boolean relu, Memo memo, INDArray[] x, INDArray[] y) {
        kernels.normalize(x[0], x[1], x[2], n.epsilon(), relu, y[1], y[2], memo, y[0]);
    }
}
