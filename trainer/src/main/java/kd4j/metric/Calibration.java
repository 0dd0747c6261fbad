package kd4j.metric;

/** Expected calibration error over 15 bins {@code ((m - 1) / 15, m / 15]}: Guo et al., arXiv 1706.04599, section 2. */
final class Calibration {
    private static final int BINS = 15;

    private final double[] confidence = new double[BINS];
    private final int[] right = new int[BINS];
    private int rows;

    void add(double probability, boolean isRight) {
        int bin = Math.min(BINS - 1, Math.max(0, (int) Math.ceil(probability * BINS) - 1));
        confidence[bin] += probability;
        right[bin] += isRight ? 1 : 0;
        rows++;
    }

    /** The sum over bins of {@code |rows right - sum of probabilities| / rows}: the size of a bin cancels out. */
    double error() {
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sum += Math.abs(right[bin] - confidence[bin]);
        }
        return sum / rows;
    }
}
