package kd4j.model.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done with each number by itself. */
interface ElementContract extends KernelsUnderTest {
    /** Functions whose slope follows from their value. */
    Set<Function> BY_VALUE =
            Set.of(Function.RELU, Function.RELU6, Function.LEAKY_RELU, Function.TANH, Function.SIGMOID);

    private static double value(Function function, double x) {
        return switch (function) {
            case RELU -> Math.max(0, x);
            case RELU6 -> Math.min(6, Math.max(0, x));
            case LEAKY_RELU -> x > 0 ? x : 0.01 * x;
            case GELU -> x * Erf.erfc(-x / Math.sqrt(2)) / 2;
            case HARD_SWISH -> x * Math.min(6, Math.max(0, x + 3)) / 6;
            case TANH -> Math.tanh(x);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
        };
    }

    private static double slope(Function function, double x) {
        return switch (function) {
            case RELU -> x > 0 ? 1 : 0;
            case RELU6 -> x > 0 && x < 6 ? 1 : 0;
            case LEAKY_RELU -> x > 0 ? 1 : 0.01;
            case GELU -> Erf.erfc(-x / Math.sqrt(2)) / 2 + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
            case HARD_SWISH -> x <= -3 ? 0 : x >= 3 ? 1 : (2 * x + 3) / 6;
            case TANH -> 1 - Math.tanh(x) * Math.tanh(x);
            case SIGMOID -> value(Function.SIGMOID, x) * value(Function.SIGMOID, -x);
        };
    }

    /** Shapes of all ranks; in the first, numbers that are far away or at a corner. */
    static List<Tensor> arguments() {
        double[] special = {-1e4, -100, -20, -7, -5, -4, -1, -0.5, -1e-3, 0, 1e-3, 0.5, 1, 2.5, 5, 7, 20, 100, 1e4};
        for (int i = 0; i < special.length; i++) {
            special[i] = (float) special[i];
        }
        return List.of(
                Tensor.of(special),
                Tensor.between(-8, 8, 51, 1, 1),
                Tensor.between(-8, 8, 51, 128, 10),
                Tensor.between(-4, 4, 52, 4, 7, 3),
                Tensor.between(-2, 2, 53, 2, 7, 5, 3),
                Tensor.between(-2, 2, 54, 8, 8, 8, 16));
    }

    @ParameterizedTest
    @EnumSource
    default void applies(Function function) {
        for (Tensor x : arguments()) {
            Expected output = new Expected(x.shape());
            for (int i = 0; i < x.values().length; i++) {
                double value = value(function, x.values()[i]);
                output.add(i, value, size(function, x.values()[i]));
            }
            new Trial((k, in, out) -> k.apply(function, in[0], out[0]), x).check(this, output);
            new Trial((k, in, out) -> k.apply(function, out[0].assign(in[0]), out[0]), x).check(this, output);
        }
    }

    /** In which proportion the value may be wrong: never more than its argument, or than the largest value. */
    private static double size(Function function, double x) {
        double largest = function == Function.TANH || function == Function.SIGMOID ? 1 : Math.abs(x);
        return function == Function.RELU ? 0 : largest;
    }

    @ParameterizedTest
    @EnumSource
    default void gradientsOfFunctions(Function function) {
        for (Tensor x : arguments()) {
            Tensor error = Tensor.drawn(55, x.shape());
            Expected gradient = new Expected(x.shape());
            for (int i = 0; i < x.values().length; i++) {
                double e = error.values()[i];
                gradient.add(i, e * slope(function, x.values()[i]), Math.abs(e) * 2);
            }
            // The last output is the function's value, which the gradient may read.
            Expected value = new Expected(x.shape());
            for (int i = 0; i < x.values().length; i++) {
                value.add(i, value(function, x.values()[i]), size(function, x.values()[i]));
            }
            boolean gone = BY_VALUE.contains(function);
            new Trial(
                            (k, in, out) -> {
                                k.apply(function, in[0], out[1]);
                                k.applyGradient(function, gone ? null : in[0], out[1], in[1], out[0]);
                            },
                            x,
                            error)
                    .check(this, gradient, value);
            new Trial(
                            (k, in, out) -> {
                                k.apply(function, in[0], out[1]);
                                k.applyGradient(function, in[0], out[1], out[0].assign(in[1]), out[0]);
                            },
                            x,
                            error)
                    .check(this, gradient, value);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void adds(boolean relu) {
        for (Tensor a : arguments()) {
            Tensor b = Tensor.drawn(56, a.shape());
            Expected sum = new Expected(a.shape());
            for (int i = 0; i < a.values().length; i++) {
                sum.add(i, a.values()[i]);
                sum.add(i, b.values()[i]);
            }
            Expected output = relu ? sum.relu() : sum;
            new Trial((k, in, out) -> k.add(in[0], in[1], relu, out[0]), a, b).check(this, output);
            new Trial((k, in, out) -> k.add(out[0].assign(in[0]), in[1], relu, out[0]), a, b).check(this, output);
            new Trial((k, in, out) -> k.add(in[0], out[0].assign(in[1]), relu, out[0]), a, b).check(this, output);
        }
    }

    @Test
    default void multipliesNumberByNumber() {
        for (Tensor a : arguments()) {
            Tensor b = Tensor.drawn(57, a.shape());
            Expected product = new Expected(a.shape());
            for (int i = 0; i < a.values().length; i++) {
                product.add(i, a.values()[i] * b.values()[i]);
            }
            new Trial((k, in, out) -> k.times(in[0], in[1], out[0]), a, b).check(this, product);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16, 100})
    default void blendsAVectorIntoAnother(int length) {
        Tensor running = Tensor.drawn(60, length);
        Tensor more = Tensor.drawn(61, length);
        Expected sum = new Expected(length);
        for (int i = 0; i < length; i++) {
            sum.add(i, 0.9 * running.values()[i]);
            sum.add(i, 0.25 * more.values()[i]);
        }
        new Trial((k, in, out) -> k.blend(0.9, out[0].assign(in[0]), 0.25, in[1]), running, more).check(this, sum);
    }

    /** Outputs begin as NaN. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    default void clearsWhateverThereIs(int length) {
        new Trial((k, in, out) -> k.clear(out[0])).check(this, new Expected(length));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void scalesAndShiftsChannels(boolean relu) {
        for (Tensor x : arguments().subList(1, 6)) {
            Tensor scale = Tensor.drawn(58, x.channels());
            Tensor shift = Tensor.drawn(59, x.channels());
            Expected sum = new Expected(x.shape());
            for (int i = 0; i < x.values().length; i++) {
                sum.add(i, x.values()[i] * scale.values()[i % x.channels()]);
                sum.add(i, shift.values()[i % x.channels()]);
            }
            new Trial((k, in, out) -> k.scaleShift(in[0], in[1], in[2], relu, out[0]), x, scale, shift)
                    .check(this, relu ? sum.relu() : sum);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 0.9})
    default void dropsAShareOfNumbers(double rate) {
        double[] mask = mask(7, rate, 100, 1000);
        double kept = 1 / (1 - rate);
        long zeros = Arrays.stream(mask).filter(v -> v == 0).count();
        assertTrue(Arrays.stream(mask).allMatch(v -> v == 0 || Math.abs(v - kept) < 1e-6 * kept));
        // Five standard deviations of 100,000 draws.
        assertEquals(rate * 1e5, (double) zeros, 5 * Math.sqrt(1e5 * rate * (1 - rate)));
    }

    @Test
    default void aMaskDependsOnSeedAndPlaceAlone() {
        double[] mask = mask(11, 0.5, 40, 8, 8, 4);
        assertArrayEquals(mask, mask(11, 0.5, 40, 256), "other shape");
        assertArrayEquals(Arrays.copyOf(mask, 999), mask(11, 0.5, 999), "other length");
        long equal = agreements(mask, mask(12, 0.5, 40, 8, 8, 4));
        assertEquals(5120, (double) equal, 5 * Math.sqrt(10240 * 0.25), "another seed is another draw");
    }

    /** All kernels draw alike: the generator of {@link SplittableRandom}, whose state before place 0 is the seed. */
    @Test
    default void aMaskIsThatOfTheJdksGenerator() {
        long seed = 0x123456789ABCDEFL;
        SplittableRandom random = new SplittableRandom(seed - 0x9E3779B97F4A7C15L);
        double[] mask = mask(seed, 0.3, 1000);
        for (double value : mask) {
            double uniform = (random.nextLong() >>> 33) / (double) (1L << 31);
            assertEquals(uniform < 0.3 ? 0 : 1 / 0.7, value, 1e-6);
        }
    }

    private static long agreements(double[] a, double[] b) {
        long count = 0;
        for (int i = 0; i < a.length; i++) {
            count += a[i] == b[i] ? 1 : 0;
        }
        return count;
    }

    private double[] mask(long seed, double rate, long... shape) {
        return new Trial((k, in, out) -> k.dropoutMask(seed, rate, out[0])).answers(kernels(), type(), shape)[0];
    }
}
