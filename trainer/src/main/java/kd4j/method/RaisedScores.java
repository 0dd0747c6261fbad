package kd4j.method;

import java.util.Arrays;
import java.util.List;
import kd4j.component.ShapeException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All that a shift of some classes' scores depends on: in each row the best of these classes and the best of the others. One
 * pass over the scores finds both; a shift is then one comparison a row.
 */
final class RaisedScores {
    private final int[] labels;
    private final boolean[] raised;
    private final int[] bestRaised;
    private final int[] bestOther;
    private final double[] lead;

    private RaisedScores(double[] scores, int[] labels, boolean[] raised) {
        this.labels = labels;
        this.raised = raised;
        int rows = labels.length;
        bestRaised = new int[rows];
        bestOther = new int[rows];
        lead = new double[rows];
        for (int row = 0; row < rows; row++) {
            int start = row * raised.length;
            bestRaised[row] = best(scores, start, true);
            bestOther[row] = best(scores, start, false);
            lead[row] = score(scores, start, bestOther[row]) - score(scores, start, bestRaised[row]);
        }
    }

    static RaisedScores of(INDArray logits, int[] labels, List<Integer> classes) {
        int highest = classes.stream().mapToInt(Integer::intValue).max().orElseThrow();
        if (logits.rank() != 2 || logits.size(0) != labels.length || logits.size(1) <= highest) {
            throw new ShapeException(
                    "bias shift: logits have shape %s, labels [%d], raised classes are %s; logits must be [%d, %d or more]"
                            .formatted(
                                    Arrays.toString(logits.shape()),
                                    labels.length,
                                    classes,
                                    labels.length,
                                    highest + 1));
        }
        for (int label : labels) {
            if (label < 0 || label >= logits.size(1)) {
                throw new ShapeException("bias shift: label %d; logits of shape %s allow labels from 0 to %d"
                        .formatted(label, Arrays.toString(logits.shape()), logits.size(1) - 1));
            }
        }
        boolean[] raised = new boolean[Math.toIntExact(logits.size(1))];
        classes.forEach(c -> raised[c] = true);
        double[] scores = logits.castTo(DataType.DOUBLE).dup('c').data().asDouble();
        return new RaisedScores(scores, labels, raised);
    }

    BiasShift.Outcome at(double shift) {
        int errors = 0;
        int raisedRows = 0;
        int raisedErrors = 0;
        for (int row = 0; row < labels.length; row++) {
            boolean own = raised[labels[row]];
            boolean wrong = predicted(row, shift) != labels[row];
            errors += wrong ? 1 : 0;
            raisedRows += own ? 1 : 0;
            raisedErrors += own && wrong ? 1 : 0;
        }
        return new BiasShift.Outcome(shift, labels.length, errors, raisedRows, raisedErrors);
    }

    /** The class of the highest score, the one with the lower number where two are equal. */
    private int predicted(int row, double shift) {
        boolean wins = shift == lead[row] ? bestRaised[row] < bestOther[row] : shift > lead[row];
        return wins ? bestRaised[row] : bestOther[row];
    }

    /** -1 where there is none. */
    private int best(double[] scores, int start, boolean among) {
        int best = -1;
        for (int c = 0; c < raised.length; c++) {
            if (raised[c] == among && (best < 0 || scores[start + c] > scores[start + best])) {
                best = c;
            }
        }
        return best;
    }

    private static double score(double[] scores, int start, int best) {
        return best < 0 ? Double.NEGATIVE_INFINITY : scores[start + best];
    }
}
