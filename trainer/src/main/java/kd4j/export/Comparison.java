package kd4j.export;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kd4j.model.Blueprint;
import kd4j.model.Model;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * How far the logits of a file are from those that are right. The scaled difference of a logit {@code a} from the right one
 * {@code b} is {@code |a - b| / max(1, |b|)}: absolute for small logits, relative for large ones, which have fewer decimals in
 * a float.
 *
 * @param rows rows compared
 * @param maxAbsDiff largest absolute difference; NaN where a logit is not a number
 * @param maxScaledDiff largest scaled difference; NaN where a logit is not a number
 * @param worstRow the row of the largest scaled difference
 * @param argMaxEqual rows for which both have their largest logit at the same class
 */
record Comparison(int rows, double maxAbsDiff, double maxScaledDiff, int worstRow, int argMaxEqual) {
    /** Largest scaled difference with which a file is accepted: some hundred roundings of a 32-bit float. */
    static final double TOLERANCE = 1e-4;

    /** One row in so many of a file of 8 bits may differ by more than a step of its grid. */
    private static final int ROWS_FOR_ONE = 20;

    /** How many steps all logits of a file of 8 bits may differ by on average. */
    private static final double MEAN_STEPS = 0.5;

    static final int BATCH = 256;

    /** Compares logits, row after row. */
    static Comparison of(float[] expected, float[] actual, int classes) {
        if (expected.length != actual.length) {
            throw new ExportException(
                    "%d logits instead of %d; the file is another network's".formatted(actual.length, expected.length));
        }
        double absolute = 0;
        double scaled = 0;
        int worst = 0;
        int equal = 0;
        int rows = expected.length / classes;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs((double) actual[i] - expected[i]);
            double relative = difference / Math.max(1, Math.abs((double) expected[i]));
            absolute = Math.max(absolute, difference); // Math.max keeps NaN
            if (!(relative <= scaled)) {
                worst = Double.isNaN(scaled) ? worst : i / classes;
                scaled = Math.max(scaled, relative);
            }
        }
        for (int row = 0; row < rows; row++) {
            equal += argMax(expected, row, classes) == argMax(actual, row, classes) ? 1 : 0;
        }
        return new Comparison(rows, absolute, scaled, worst, equal);
    }

    /** Both comparisons as one; the other one's rows come behind these. */
    Comparison plus(Comparison more) {
        boolean worse = !(more.maxScaledDiff <= maxScaledDiff); // NaN is the worst
        return new Comparison(
                rows + more.rows,
                Math.max(maxAbsDiff, more.maxAbsDiff),
                Math.max(maxScaledDiff, more.maxScaledDiff),
                worse && !Double.isNaN(maxScaledDiff) ? rows + more.worstRow : worstRow,
                argMaxEqual + more.argMaxEqual);
    }

    private static int argMax(float[] logits, int row, int classes) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
            best = logits[row * classes + c] > logits[row * classes + best] ? c : best;
        }
        return best;
    }

    /** The mean absolute difference. */
    static double meanAbsDiff(float[] expected, float[] actual) {
        double sum = 0;
        for (int i = 0; i < expected.length; i++) {
            sum += Math.abs((double) actual[i] - expected[i]);
        }
        return sum / expected.length;
    }

    /** A model's logits, row after row. */
    static float[] logits(Model model, INDArray features) {
        float[] all = new float[Math.toIntExact(features.size(0)) * model.classes()];
        batches(features, (from, batch) -> {
            float[] part = floats(model.forward(batch, Set.of(Blueprint.LOGITS)).get(Blueprint.LOGITS));
            System.arraycopy(part, 0, all, from * model.classes(), part.length);
        });
        return all;
    }

    /**
     * Compares two models tap by tap, a batch after the other, because inner layers may be large.
     *
     * @param expected the one that is right
     */
    static Map<String, Comparison> of(Model expected, Model actual, INDArray features, Set<String> taps) {
        Map<String, Comparison> all = new TreeMap<>();
        batches(features, (from, batch) -> {
            Map<String, INDArray> right = expected.forward(batch, taps);
            Map<String, INDArray> other = actual.forward(batch, taps);
            for (String tap : taps) {
                int values = Math.toIntExact(right.get(tap).length() / batch.size(0));
                all.merge(tap, of(floats(right.get(tap)), floats(other.get(tap)), values), Comparison::plus);
            }
        });
        return all;
    }

    /** Work on some rows, the first of which has this number. */
    interface Work {
        void on(int from, INDArray batch);
    }

    private static void batches(INDArray features, Work work) {
        batches(features, BATCH, work);
    }

    static void batches(INDArray features, int size, Work work) {
        int rows = Math.toIntExact(features.size(0));
        for (int from = 0; from < rows; from += size) {
            INDArray batch = features.get(NDArrayIndex.interval(from, Math.min(rows, from + size)))
                    .dup('c');
            work.on(from, batch);
            free(batch);
        }
    }

    /** All numbers in {@code 'c'} order; the array is freed. */
    static float[] floats(INDArray array) {
        float[] all = array.dup('c').data().asFloat();
        free(array);
        return all;
    }

    private static void free(INDArray array) {
        if (array.closeable()) {
            array.close();
        }
    }

    /**
     * Refuses answers of a file of 8 bits that differ by more than a step of an 8-bit grid over the logits. A sum that lies within a rounding
     * of the middle between two numbers of a grid may come out as either, and deep networks make that one step larger; so one row in 20, or
     * two, may differ by more, as long as the mean difference of all logits is within half a step. A file with a mistake differs in
     * more rows than that.
     */
    static void checkSteps(String file, float[] expected, float[] actual, int classes, double step) {
        int rows = expected.length / classes;
        int beyond = 0;
        double largest = 0;
        for (int row = 0; row < rows; row++) {
            double here = 0;
            for (int i = row * classes; i < (row + 1) * classes; i++) {
                here = Math.max(here, Math.abs((double) actual[i] - expected[i]));
            }
            beyond += here <= step ? 0 : 1; // NaN is beyond
            largest = Math.max(largest, here);
        }
        double mean = meanAbsDiff(expected, actual);
        if (beyond > Math.max(2, rows / ROWS_FOR_ONE) || !(mean <= MEAN_STEPS * step)) {
            throw new ExportException(
                    "%s answers differently from the network with its roundings: %d of %d rows differ by more than one step of %s, the mean difference of a logit is %s, the largest %s"
                            .formatted(file, beyond, rows, step, mean, largest));
        }
    }

    /** Refuses answers that differ by more than the tolerance. */
    void check(String file, double tolerance) {
        if (!(maxScaledDiff <= tolerance)) { // NaN is refused too
            throw new ExportException(
                    "%s answers differently from the network: largest difference of a logit %s (scaled %s, allowed %s) in row %d of %d; %d rows name the same class"
                            .formatted(file, maxAbsDiff, maxScaledDiff, tolerance, worstRow, rows, argMaxEqual));
        }
    }
}
