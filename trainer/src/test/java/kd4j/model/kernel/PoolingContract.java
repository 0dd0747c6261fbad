package kd4j.model.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Largest values and means of windows and of whole images. */
interface PoolingContract extends KernelsUnderTest {
    /**
     * A pooling.
     *
     * @param window what slides
     * @param images {@code [rows, height, width, channels]}
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Pooling(Window window, long... images) {
        Tensor input() {
            // Mostly negative: a border that counts as 0 would win.
            return Tensor.between(-2, 0.5, 31, images);
        }

        Tensor error() {
            return Tensor.drawn(32, outputShape());
        }

        long[] outputShape() {
            int rows = window.rows((int) images[1]);
            int columns = window.columns((int) images[2]);
            return new long[] {images[0], rows, columns, images[3]};
        }

        /** The places in the images that this place of the output sees. */
        List<Integer> seen(int output) {
            long[] shape = outputShape();
            int channel = (int) (output % shape[3]);
            int x = (int) (output / shape[3] % shape[2]) * window.strideX() - window.paddingX();
            int y = (int) (output / shape[3] / shape[2] % shape[1]) * window.strideY() - window.paddingY();
            int row = (int) (output / shape[3] / shape[2] / shape[1]);
            List<Integer> places = new ArrayList<>();
            for (int down = Math.max(0, y); down < Math.min(images[1], y + window.height()); down++) {
                for (int right = Math.max(0, x); right < Math.min(images[2], x + window.width()); right++) {
                    places.add((int) (((row * images[1] + down) * images[2] + right) * images[3] + channel));
                }
            }
            return places;
        }

        @Override
        public String toString() {
            return window + " over " + Arrays.toString(images);
        }

        int largest(int output, double[] values) {
            return seen(output).stream()
                    .reduce((a, b) -> values[b] > values[a] ? b : a)
                    .orElseThrow();
        }
    }

    static Stream<Pooling> poolings() {
        return Stream.of(
                new Pooling(Window.square(2, 2, 0), 2, 8, 8, 16),
                new Pooling(Window.square(2, 2, 0), 128, 4, 4, 32),
                // The last row and column are in no window.
                new Pooling(Window.square(2, 2, 0), 3, 7, 5, 3),
                new Pooling(Window.square(3, 2, 1), 2, 9, 9, 8),
                new Pooling(Window.square(3, 2, 1), 1, 7, 5, 64),
                new Pooling(Window.square(3, 1, 1), 2, 7, 5, 13),
                new Pooling(Window.square(3, 2, 0), 2, 9, 9, 1),
                new Pooling(Window.square(5, 1, 2), 1, 7, 5, 16),
                new Pooling(Window.square(1, 2, 0), 1, 7, 5, 4),
                new Pooling(new Window(2, 3, 1, 2, 1, 0), 2, 7, 5, 16),
                new Pooling(new Window(3, 2, 2, 1, 0, 1), 2, 5, 7, 3),
                new Pooling(Window.line(4, 4, 0), 17, 1, 50, 8),
                new Pooling(Window.line(3, 2, 1), 2, 1, 21, 16));
    }

    @ParameterizedTest
    @MethodSource("poolings")
    default void takesLargest(Pooling p) {
        double[] values = p.input().values();
        double[] error = p.error().values();
        Expected output = new Expected(p.outputShape());
        Expected gradient = new Expected(p.images());
        for (int o = 0; o < error.length; o++) {
            int winner = p.largest(o, values);
            output.add(o, values[winner], 0);
            gradient.add(winner, error[o]);
        }
        new Trial(
                        (k, x, y) -> {
                            Memo memo = new Memo();
                            k.maxPool(p.window(), x[0], memo, y[0]);
                            k.maxPoolGradient(p.window(), x[0], x[1], memo, y[1]);
                        },
                        p.input(),
                        p.error())
                .check(this, output, gradient);
    }

    @ParameterizedTest
    @MethodSource("poolings")
    default void takesMeans(Pooling p) {
        double[] values = p.input().values();
        double[] error = p.error().values();
        Expected output = new Expected(p.outputShape());
        Expected gradient = new Expected(p.images());
        for (int o = 0; o < error.length; o++) {
            List<Integer> seen = p.seen(o);
            for (int place : seen) {
                output.add(o, values[place] / seen.size());
                gradient.add(place, error[o] / seen.size());
            }
        }
        new Trial((k, x, y) -> k.averagePool(p.window(), x[0], y[0]), p.input()).check(this, output);
        new Trial((k, x, y) -> k.averagePoolGradient(p.window(), x[0], x[1], y[0]), p.input(), p.error())
                .check(this, gradient);
    }

    /** After a relu most windows hold several zeros. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8, 16})
    default void equalNumbersHaveOneWinner(int channels) {
        Pooling p = new Pooling(Window.square(2, 2, 0), 2, 6, 8, channels);
        Tensor drawn = Tensor.between(0, 1.3, 33, p.images());
        Tensor input = new Tensor(Arrays.stream(drawn.values()).map(Math::floor).toArray(), p.images());
        Trial trial = new Trial(
                (k, x, y) -> {
                    Memo memo = new Memo();
                    k.maxPool(p.window(), x[0], memo, y[0]);
                    k.maxPoolGradient(p.window(), x[0], x[1], memo, y[1]);
                },
                input,
                p.error());
        double[] gradient = trial.answers(kernels(), type(), p.outputShape(), p.images())[1];
        for (int o = 0; o < p.error().values().length; o++) {
            double largest = input.values()[p.largest(o, input.values())];
            List<Integer> given =
                    p.seen(o).stream().filter(i -> gradient[i] != 0).toList();
            assertEquals(1, given.size());
            assertEquals(largest, input.values()[given.get(0)]);
            assertEquals(p.error().values()[o], gradient[given.get(0)]);
        }
    }

    @Test
    default void takesMeansOfImages() {
        long[][] shapes = {{1, 1, 1, 5}, {2, 7, 5, 3}, {1, 8, 8, 64}, {128, 4, 4, 16}, {4, 1, 50, 10}};
        for (long[] shape : shapes) {
            Tensor input = Tensor.between(-0.5, 2, 34, shape);
            Tensor error = Tensor.drawn(35, shape[0], shape[3]);
            Expected means = new Expected(shape[0], shape[3]);
            Expected gradient = new Expected(shape);
            double pixels = shape[1] * shape[2];
            for (int i = 0; i < input.values().length; i++) {
                int row = (int) (i / (pixels * shape[3]));
                int mean = (int) (row * shape[3] + i % shape[3]);
                means.add(mean, input.values()[i] / pixels);
                gradient.add(i, error.values()[mean] / pixels);
            }
            new Trial((k, x, y) -> k.imageMeans(x[0], y[0]), input).check(this, means);
            new Trial((k, x, y) -> k.imageMeansGradient(x[0], y[0]), error).check(this, gradient);
        }
    }
}
