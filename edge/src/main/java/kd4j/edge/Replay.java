package kd4j.edge;

import java.util.Arrays;
import java.util.Collections;

/**
 * What came of asking the golden rows again.
 *
 * @param rows rows that were asked
 * @param maxAbsDiff the largest absolute difference from a right answer
 * @param maxScaledDiff the largest difference divided by the larger of 1 and the right answer
 * @param worstRow the row of the largest difference, from 0
 * @param argMaxEqual rows for which the largest output is the same one
 * @param beyond rows with a difference that is larger than the tolerance
 * @param accepted rows whose right answer reaches its threshold; all of them where the bundle has none or predicts numbers
 * @param misjudged rows that are accepted here and should not be, or the other way round, though their probability is not beside the threshold
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
        int accepted,
        int misjudged,
        double allowed,
        boolean scaled) {
    /** In how many steps of its grid a rare row of 8 bits may differ. */
    private static final int MOST_STEPS = 4;

    /** A probability may be so far beside its threshold on the other side. */
    private static final double BESIDE = 1e-3;

    static Replay of(float[] right, float[] given, Manifest manifest, float[] thresholds) {
        double absolute = 0;
        double scaledMost = 0;
        int worst = 0;
        int equal = 0;
        int beyond = 0;
        int accepted = 0;
        int misjudged = 0;
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
            Answer wanted = answer(right, row, thresholds);
            Answer found = answer(given, row, thresholds);
            equal += wanted.index() == found.index() ? 1 : 0;
            accepted += wanted.accepted() ? 1 : 0;
            boolean near = Math.abs(wanted.probability() - wanted.threshold()) <= BESIDE;
            misjudged += wanted.accepted() == found.accepted() || near ? 0 : 1;
        }
        return new Replay(
                manifest.golden(),
                absolute,
                scaledMost,
                worst,
                equal,
                beyond,
                accepted,
                misjudged,
                manifest.tolerance(),
                manifest.scaled());
    }

    private static Answer answer(float[] all, int row, float[] thresholds) {
        int outputs = thresholds.length;
        return new Answer(
                Collections.emptyList(), Arrays.copyOfRange(all, row * outputs, (row + 1) * outputs), thresholds);
    }

    /**
     * Whether the answers are within the tolerance. Of 8 bits a row in a hundred, or one, may differ by up to four steps: sums that lie in the
     * middle between two numbers of a grid may come out as either.
     */
    public boolean passed() {
        return scaled
                ? beyond == 0 && misjudged == 0
                : beyond <= Math.max(1, rows / 100) && maxAbsDiff <= MOST_STEPS * allowed;
    }
}
