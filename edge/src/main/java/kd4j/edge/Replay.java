package kd4j.edge;

/**
 * What came of asking the golden rows again.
 *
 * @param rows rows that were asked
 * @param maxAbsDiff the largest absolute difference from a right answer
 * @param maxScaledDiff the largest difference divided by the larger of 1 and the right answer
 * @param worstRow the row of the largest difference, from 0
 * @param argMaxEqual rows for which the largest output is the same one
 * @param beyond rows with a difference that is larger than the tolerance
 * @param allowed the bundle's tolerance
 * @param scaled which of the two differences it is for; where not, it is a step of an 8-bit grid
 */
public record Replay(
        int rows,
        double maxAbsDiff,
        double maxScaledDiff,
        int worstRow,
        int argMaxEqual,
        int beyond,
        double allowed,
        boolean scaled) {
    /** In how many steps of its grid a rare row of 8 bits may differ. */
    private static final int MOST_STEPS = 4;

    static Replay of(float[] right, float[] given, Manifest manifest) {
        double absolute = 0;
        double scaledMost = 0;
        int worst = 0;
        int equal = 0;
        int beyond = 0;
        int outputs = manifest.outputs();
        for (int row = 0; row < manifest.golden(); row++) {
            double here = 0;
            for (int i = row * outputs; i < (row + 1) * outputs; i++) {
                double difference = Math.abs((double) given[i] - right[i]);
                worst = difference > absolute ? row : worst;
                absolute = Math.max(absolute, difference); // Math.max keeps NaN
                double share = difference / Math.max(1, Math.abs((double) right[i]));
                scaledMost = Math.max(scaledMost, share);
                here = Math.max(here, manifest.scaled() ? share : difference);
            }
            beyond += here <= manifest.tolerance() ? 0 : 1; // NaN is beyond
            equal += largest(right, row, outputs) == largest(given, row, outputs) ? 1 : 0;
        }
        return new Replay(
                manifest.golden(), absolute, scaledMost, worst, equal, beyond, manifest.tolerance(), manifest.scaled());
    }

    private static int largest(float[] all, int row, int outputs) {
        int best = 0;
        for (int i = 1; i < outputs; i++) {
            best = all[row * outputs + i] > all[row * outputs + best] ? i : best;
        }
        return best;
    }

    /**
     * Whether the answers are within the tolerance. Of 8 bits a row in a hundred, or one, may differ by up to four steps: sums that lie in the
     * middle between two numbers of a grid may come out as either.
     */
    public boolean passed() {
        return scaled ? beyond == 0 : beyond <= Math.max(1, rows / 100) && maxAbsDiff <= MOST_STEPS * allowed;
    }
}
