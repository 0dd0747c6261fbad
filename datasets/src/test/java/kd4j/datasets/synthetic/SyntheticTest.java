package kd4j.datasets.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Arrays;
import kd4j.component.KeyException;
import kd4j.data.Data;
import kd4j.data.DataPlace;
import kd4j.data.Dataset;
import kd4j.data.Samples;
import kd4j.data.Shape;
import kd4j.data.Truth;
import kd4j.datasets.Parts;
import org.junit.jupiter.api.Test;

class SyntheticTest {
    @Test
    void theSeedDecides() {
        float[] one = Parts.row(load(new Blobs(3, 4, 6, 3, 3, 1)).train(), 5);
        assertArrayEquals(one, Parts.row(load(new Blobs(3, 4, 600, 3, 3, 1)).train(), 5));
        assertFalse(
                Arrays.equals(one, Parts.row(load(new Blobs(3, 4, 6, 3, 3, 2)).train(), 5)));
    }

    @Test
    void testRowsAreOthers() {
        Data data = load(new Blobs(1, 2, 1, 1, 3, 1));
        assertFalse(Arrays.equals(Parts.row(data.train(), 0), Parts.row(data.test(), 0)));
    }

    @Test
    void classesTakeTurns() {
        assertArrayEquals(
                new int[] {4, 3, 3},
                Parts.counts(load(new Blobs(3, 2, 10, 3, 3, 1)).train(), 3));
        assertArrayEquals(
                new int[] {2, 2, 2, 1},
                Parts.counts(load(new Stripes(4, 7, 4, 0, 1)).train(), 4));
    }

    @Test
    void noiseIsStandardNormal() {
        // distance 0 leaves the noise; n = 100,000: sd of the mean 0.0032, of the variance 0.0045; 5 of each
        Data data = load(new Blobs(1, 100, 1000, 1, 0, 9));
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < 1000; row++) {
            for (float value : Parts.row(data.train(), row)) {
                sum += value;
                squares += (double) value * value;
            }
        }
        assertEquals(0, sum / 100_000, 0.016);
        assertEquals(1, squares / 100_000, 0.023);
    }

    @Test
    void stripesRunAsTheyAreCalled() {
        Data data = load(new Stripes(5, 4, 4, 0, 3));
        assertEquals(Shape.of(5, 5, 1), data.shape());
        int[][] along = {{0, 1}, {1, 0}, {1, 1}, {1, -1}};
        for (int label = 0; label < 4; label++) {
            assertStripes(Parts.row(data.train(), label), along[label][0], along[label][1]);
        }
    }

    /** Values stay the same along (down, right) and every row or column has both values. */
    private static void assertStripes(float[] image, int down, int right) {
        for (int y = 0; y < 4; y++) {
            for (int x = 1; x < 4; x++) {
                assertEquals(image[y * 5 + x], image[(y + down) * 5 + x + right]);
            }
        }
        int ones = 0;
        for (float value : image) {
            ones += value == 1 ? 1 : 0;
            assertEquals(0, value * (1 - value));
        }
        // two of four lines are 1; five lines hold two or three of them, diagonals 9 lines of 1 to 5
        assertEquals(12.5, ones, 3);
    }

    /** The formula on the first row; pi x1 x2 is taken from the features as they are read, which are floats. */
    @Test
    void friedmanFollowsItsFormula() {
        Data data = load(new Friedman(6, 20, 5, 0, 4));
        for (int row = 0; row < 20; row++) {
            float[] x = Parts.row(data.train(), row);
            double expected =
                    10 * Math.sin(Math.PI * x[0] * x[1]) + 20 * (x[2] - 0.5) * (x[2] - 0.5) + 10 * x[3] + 5 * x[4];
            assertEquals(expected, target(data.train(), row), 1e-4);
        }
    }

    /** Midpoint quadrature of the formula: mean 14.4133, sd 4.8812; n = 20,000, so 5 sd of the mean are 0.18. */
    @Test
    void friedmanHasItsMomentsAndItsNoise() {
        Data plain = load(new Friedman(5, 20_000, 1, 0, 2));
        Data noisy = load(new Friedman(5, 20_000, 1, 2, 2));
        double sum = 0;
        double squares = 0;
        double noise = 0;
        for (int row = 0; row < 20_000; row++) {
            double y = target(plain.train(), row);
            sum += y;
            squares += y * y;
            noise += Math.pow(target(noisy.train(), row) - y, 2);
        }
        double mean = sum / 20_000;
        assertEquals(14.4133, mean, 0.18);
        assertEquals(4.8812, Math.sqrt(squares / 20_000 - mean * mean), 0.13);
        assertEquals(2, Math.sqrt(noise / 20_000), 0.05);
    }

    private static double target(Samples samples, int row) {
        return ((Truth.Targets) samples.truth(new int[] {row})).values()[0][0];
    }

    @Test
    void keysAreChecked() {
        assertThrows(KeyException.class, () -> new Friedman(4, 1, 1, 0, 1));
        assertThrows(KeyException.class, () -> new Blobs(0, 1, 1, 1, 1, 1));
        assertThrows(KeyException.class, () -> new Blobs(1, 1, 1, 1, -1, 1));
        assertThrows(KeyException.class, () -> new Stripes(3, 1, 1, 0, 1));
        assertThrows(KeyException.class, () -> new Stripes(8, 0, 1, 0, 1));
    }

    private static Data load(Dataset dataset) {
        return dataset.load(new DataPlace(Path.of("."), Path.of(".")));
    }
}
