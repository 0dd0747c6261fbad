package kd4j.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SurrogateTest {
    private static final double[][] POINTS = {{0.1}, {0.4}, {0.9}};
    private static final double[] FIGURES = {3, 1, 2};

    /**
     * Expected numbers: {@code src/test/peers/surrogate.py}, NumPy's own inverse and determinant in the place of a Cholesky
     * decomposition, and SciPy's normal distribution.
     */
    @Test
    void mean_deviation_likelihood_and_improvement_are_numpy_s() {
        Surrogate model = Surrogate.of(POINTS, FIGURES, 0.4, 1e-2);
        close(-5.711367974343272, model.likelihood());
        double[][] expected = {
            {0.0, 3.298691814061783, 0.28530489234416323, 1.3450645130254873e-17},
            {0.25, 1.9610216167813905, 0.2116554349794395, 1.204214606681727e-07},
            {0.4, 1.0347616378670477, 0.09892637754936101, 0.024496842644559973},
            {0.6, 0.9806767867158817, 0.3874393084098708, 0.16441972417904419},
            {1.0, 2.1805405499924158, 0.30822086145664623, 4.61378114028282e-06},
        };
        for (double[] row : expected) {
            double[] point = {row[0]};
            close(row[1], model.mean(point));
            close(row[2], model.deviation(point));
            close(row[3], model.improvement(point));
        }
    }

    private static void close(double expected, double actual) {
        assertEquals(expected, actual, 1e-9 * Math.max(1e-6, Math.abs(expected)));
    }

    @Test
    void a_process_without_noise_goes_through_its_figures() {
        Surrogate model = Surrogate.of(POINTS, FIGURES, 0.4, 1e-6);
        for (int i = 0; i < FIGURES.length; i++) {
            assertEquals(FIGURES[i], model.mean(POINTS[i]), 1e-4);
            assertTrue(model.deviation(POINTS[i]) < 2e-3);
        }
        // Far from everything it knows only the mean and the spread of all figures.
        assertEquals(2, model.mean(new double[] {50}), 1e-9);
        assertEquals(1, model.deviation(new double[] {50}), 1e-9);
    }

    @Test
    void equal_figures_make_a_flat_process() {
        Surrogate model = Surrogate.of(POINTS, new double[] {5, 5, 5});
        assertEquals(5, model.mean(new double[] {0.7}), 1e-12);
    }
}
