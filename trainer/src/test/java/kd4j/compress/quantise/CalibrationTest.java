package kd4j.compress.quantise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import kd4j.model.quantise.Grid;
import org.junit.jupiter.api.Test;

/** Expected grids are those of src/test/peers/quantise.py, by NumPy. */
class CalibrationTest {
    /** Logistic quantiles with an outlier on each side; the sum shows that they are the script's numbers. */
    private static float[] numbers() {
        float[] x = new float[50_002];
        double sum = 0;
        for (int i = 0; i < 50_000; i++) {
            double share = (i + 0.5) / 50_000;
            x[i] = (float) (0.5 + 0.3 * Math.log(share / (1 - share)));
            sum += x[i];
        }
        x[50_000] = 40;
        x[50_001] = -2;
        assertEquals(25038.00000044376, sum + 38, 1e-3);
        return x;
    }

    private final Histogram seen = Histogram.of(numbers());

    private static void same(double scale, int zero, Grid grid, double tolerance) {
        assertEquals(scale, grid.scale(), tolerance);
        assertEquals(zero, grid.zero());
    }

    @Test
    void minMaxCoversEverything() {
        same(0.16844656, 18, new MinMax().grid(seen), 1e-7);
    }

    @Test
    void mseCutsOffWhatCostsLess() {
        same(0.15833977, 18, new Mse().grid(seen), 1e-7);
    }

    @Test
    void entropyCutsOffMore() {
        same(0.10612134, 18, new Entropy().grid(seen), 1e-7);
    }

    /** NumPy's percentiles are exact, ours have the width of a bin, 43 / 2048. */
    @Test
    void percentileCutsOffAShare() {
        Grid grid = new Percentile(99).grid(seen);
        assertEquals(0.012459522, grid.scale(), 2 * 43.0 / 2048 / 255);
        assertEquals(87, grid.zero(), 1);
        same(0.16844656, 18, new Percentile(100).grid(seen), 1e-7);
        assertTrue(assertThrows(RuntimeException.class, () -> new Percentile(50))
                .getMessage()
                .contains("above 50"));
    }

    /** By hand: 0, 1 and 3 in bins of 3 / 2048. */
    @Test
    void countsEveryNumberOnce() {
        Histogram small = Histogram.of(0, 1, 1, 3);
        assertEquals(4, small.total());
        assertEquals(1, small.counts()[0]);
        assertEquals(2, small.counts()[682]);
        assertEquals(1, small.counts()[2047]);
        assertEquals(1.5 / 2048, small.middle(0), 1e-12);
        assertEquals(1, small.quantile(0.5), 3.0 / 2048);
    }

    @Test
    void allNumbersAlikeAreNoTrouble() {
        Histogram constant = Histogram.of(2, 2, 2);
        for (Calibration kind : new Calibration[] {new MinMax(), new Percentile(99.9), new Mse(), new Entropy()}) {
            assertEquals(2f, kind.grid(constant).rounded(2), 1e-6f);
        }
        assertEquals(0f, new Mse().grid(Histogram.of(0, 0)).rounded(0));
    }
}
