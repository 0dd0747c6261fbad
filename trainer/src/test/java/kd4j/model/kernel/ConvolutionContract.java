package kd4j.model.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolutions forward and their gradients. */
interface ConvolutionContract extends KernelsUnderTest {
    /** Square windows at this many channels, in and out: every size, stride and padding. */
    @ParameterizedTest
    @ValueSource(ints = {3, 8, 16, 32, 64, 128})
    default void convolvesSquares(int channels) {
        for (int size : new int[] {1, 3, 5}) {
            for (int stride : new int[] {1, 2}) {
                for (int padding : new int[] {0, 1, 2}) {
                    Window window = Window.square(size, stride, padding);
                    check(new ConvolutionCase(window, 1, 1, 7, 5, channels, channels));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("otherConvolutions")
    default void convolves(ConvolutionCase convolution) {
        check(convolution);
    }

    static Stream<ConvolutionCase> otherConvolutions() {
        List<ConvolutionCase> cases = new ArrayList<>(List.of(
                // Batches, first layers, channels that fit no vector, 9x9.
                of(Window.square(3, 1, 1), 1, 128, 8, 8, 3, 16),
                of(Window.square(3, 1, 1), 1, 128, 4, 4, 16, 16),
                of(Window.square(1, 2, 0), 1, 128, 5, 5, 16, 32),
                of(Window.square(3, 2, 1), 1, 2, 9, 9, 32, 64),
                of(Window.square(5, 1, 2), 1, 3, 9, 9, 1, 8),
                of(Window.square(3, 1, 1), 1, 2, 9, 9, 7, 13),
                of(Window.square(3, 1, 1), 1, 1, 16, 16, 64, 64),
                of(Window.square(2, 2, 0), 1, 2, 9, 7, 3, 5),
                // Rectangles and signals.
                of(new Window(3, 5, 1, 1, 1, 2), 1, 2, 7, 5, 8, 16),
                of(new Window(5, 1, 2, 1, 2, 0), 1, 2, 9, 9, 16, 8),
                of(new Window(1, 3, 1, 2, 0, 1), 1, 2, 9, 9, 3, 3),
                of(new Window(2, 3, 3, 1, 0, 2), 1, 2, 7, 5, 4, 6),
                of(Window.line(9, 1, 4), 1, 4, 1, 50, 1, 16),
                of(Window.line(3, 2, 1), 1, 128, 1, 20, 16, 16)));
        for (int channels : new int[] {8, 16, 32, 64}) {
            cases.addAll(groups(channels));
        }
        // More answers than inputs for each channel, and channels that fit no vector.
        cases.add(of(Window.square(3, 1, 1), 8, 2, 7, 5, 8, 24));
        cases.add(of(Window.square(3, 2, 1), 3, 2, 7, 5, 3, 6));
        cases.add(of(Window.square(1, 1, 0), 2, 3, 1, 1, 8, 4));
        cases.add(of(Window.square(1, 1, 0), 2, 1, 1, 1, 2, 2));
        cases.add(of(Window.square(3, 1, 1), 4, 1, 1, 1, 8, 4));
        cases.add(of(Window.square(1, 1, 0), 2, 1, 1, 1, 2, 4));
        cases.add(of(Window.square(3, 1, 1), 8, 1, 1, 1, 8, 8));
        cases.add(of(Window.square(3, 1, 1), 8, 2, 1, 1, 8, 8));
        cases.add(of(Window.square(3, 1, 1), 8, 1, 1, 2, 8, 8));
        cases.add(of(Window.square(3, 2, 1), 8, 1, 2, 2, 8, 8));
        cases.add(of(Window.square(1, 1, 0), 8, 1, 1, 2, 8, 8));
        cases.add(of(Window.square(1, 1, 0), 8, 2, 1, 1, 8, 8));
        cases.add(of(Window.square(1, 4, 0), 8, 1, 3, 3, 8, 8));
        cases.add(of(Window.square(1, 1, 0), 1, 1, 1, 1, 1, 1));
        cases.add(of(Window.square(3, 2, 1), 13, 2, 9, 9, 13, 13));
        cases.add(of(Window.square(3, 1, 1), 2, 2, 9, 9, 6, 10));
        cases.add(of(new Window(3, 5, 2, 1, 0, 2), 4, 2, 9, 9, 16, 32));
        cases.add(of(Window.line(5, 1, 2), 16, 128, 1, 20, 16, 16));
        return cases.stream();
    }

    private static List<ConvolutionCase> groups(int channels) {
        return IntStream.of(2, 4, channels)
                .boxed()
                .flatMap(groups -> Stream.of(
                        of(Window.square(3, 1, 1), groups, 2, 7, 5, channels, channels),
                        of(Window.square(3, 2, 1), groups, 1, 9, 9, channels, channels),
                        of(Window.square(5, 1, 2), groups, 1, 7, 5, channels, channels),
                        of(Window.square(1, 1, 0), groups, 3, 5, 3, channels, channels)))
                .toList();
    }

    private static ConvolutionCase of(Window window, int groups, int rows, int height, int width, int in, int out) {
        return new ConvolutionCase(window, groups, rows, height, width, in, out);
    }

    private void check(ConvolutionCase c) {
        checkForward(c);
        Expected byWeight = c.weightGradient();
        new Trial(
                        (k, x, y) -> k.convolveGradient(c.window(), c.groups(), x[0], x[1], x[2], y[0], y[1], y[2]),
                        c.input(),
                        c.weight(),
                        c.error())
                .check(this, c.inputGradient(), byWeight, c.biasGradient());
        new Trial(
                        (k, x, y) -> k.convolveGradient(c.window(), c.groups(), x[0], x[1], x[2], null, y[0], null),
                        c.input(),
                        c.weight(),
                        c.error())
                .check(this, byWeight);
    }

    private void checkForward(ConvolutionCase c) {
        Expected products = c.output();
        forward(c, false).check(this, products);
        biased(c, true).check(this, products.plus(c.bias()).relu());
        if (c.rows() > 1) {
            forward(c, true).check(this, products.relu());
            biased(c, false).check(this, products.plus(c.bias()));
        }
    }

    private static Trial forward(ConvolutionCase c, boolean relu) {
        return new Trial(
                (k, x, y) -> k.convolve(c.window(), c.groups(), x[0], x[1], null, relu, y[0]), c.input(), c.weight());
    }

    private static Trial biased(ConvolutionCase c, boolean relu) {
        return new Trial(
                (k, x, y) -> k.convolve(c.window(), c.groups(), x[0], x[1], x[2], relu, y[0]),
                c.input(),
                c.weight(),
                c.bias());
    }
}
