package kd4j.edge;

/**
 * What came of asking the golden rows again.
 *
 * @param rows rows that were asked
 * @param maxAbsDiff the largest absolute difference from a right answer
 * @param maxScaledDiff the largest difference divided by the larger of 1 and the right answer
 * @param worstRow the row of the largest difference, from 0
 * @param argMaxEqual rows for which the largest output is the same one
 * @param allowed the bundle's tolerance
 * @param scaled which of the two differences it is for
 */
public record Replay(
        int rows,
        double maxAbsDiff,
        double maxScaledDiff,
        int worstRow,
        int argMaxEqual,
        double allowed,
        boolean scaled) {
    static Replay of(float[] right, float[] given, Manifest manifest) {
        double absolute = 0;
        double scaledMost = 0;
        int worst = 0;
        int equal = 0;
        int outputs = manifest.outputs();
        for (int row = 0; row < manifest.golden(); row++) {
            for (int i = row * outputs; i < (row + 1) * outputs; i++) {
                double difference = Math.abs((double) given[i] - right[i]);
                worst = difference > absolute ? row : worst;
                absolute = Math.max(absolute, difference); // Math.max keeps NaN
                scaledMost = Math.max(scaledMost, difference / Math.max(1, Math.abs((double) right[i])));
            }
            equal += largest(right, row, outputs) == largest(given, row, outputs) ? 1 : 0;
        }
        return new Replay(
                manifest.golden(), absolute, scaledMost, worst, equal, manifest.tolerance(), manifest.scaled());
    }

    private static int largest(float[] all, int row, int outputs) {
        int best = 0;
        for (int i = 1; i < outputs; i++) {
            best = all[row * outputs + i] > all[row * outputs + best] ? i : best;
        }
        return best;
    }

    /** Whether all answers are within the tolerance. */
    public boolean passed() {
        return (scaled ? maxScaledDiff : maxAbsDiff) <= allowed; // NaN is not
    }
}
