package kd4j.compress.quantise;

import kd4j.component.Component;
import kd4j.model.quantise.Grid;

/**
 * The grid with the smallest mean squared difference {@code (x - rounded x)^2} over the numbers that were seen, among those over 1, 0.99, 0.98
 * and so on of their range. Source: Banner et al., arXiv 1810.05723; Nagel et al., arXiv 2106.08295, section 3.1.
 */
@Component("mse")
public record Mse() implements Calibration {
    @Override
    public Grid grid(Histogram seen) {
        return Shrinking.best(seen, grid -> error(seen, grid));
    }

    /** The sum of the squared differences, with all numbers in the middle of their bins. */
    static double error(Histogram seen, Grid grid) {
        double sum = 0;
        long[] counts = seen.counts();
        for (int bin = 0; bin < counts.length; bin++) {
            if (counts[bin] > 0) {
                double middle = seen.middle(bin);
                double difference = middle - grid.rounded((float) middle);
                sum += counts[bin] * difference * difference;
            }
        }
        return sum;
    }
}
