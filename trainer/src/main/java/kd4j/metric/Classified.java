package kd4j.metric;

import java.util.List;
import java.util.Optional;

/**
 * How well class scores fit labels on some rows.
 *
 * @param rows rows looked at
 * @param errors rows whose highest score is not their label's; where two are equal the lower class number counts
 * @param accuracy share of rows without error
 * @param negativeLogLikelihood mean of {@code -log softmax(logits)} at the label, in nats
 * @param calibrationError expected calibration error: in 15 bins of equal width over the highest probability, the distance between
 *     mean probability and accuracy, weighted with the bin's share of rows (Guo et al., arXiv 1706.04599, section 2)
 * @param rowsByClass rows of each class
 * @param errorsByClass errors among the rows of each class
 * @param teacher comparison with a teacher; empty where none was given
 */
public record Classified(
        int rows,
        int errors,
        double accuracy,
        double negativeLogLikelihood,
        double calibrationError,
        List<Integer> rowsByClass,
        List<Integer> errorsByClass,
        Optional<Likeness> teacher)
        implements Assessment {
    public Classified {
        rowsByClass = List.copyOf(rowsByClass);
        errorsByClass = List.copyOf(errorsByClass);
    }

    /** The errors. */
    @Override
    public double choice() {
        return errors;
    }

    @Override
    public double tieBreak() {
        return negativeLogLikelihood;
    }

    /**
     * How much a student answers like its teacher.
     *
     * @param agreement share of rows on which both have the same highest score
     * @param divergence mean over rows of KL(teacher || student) at temperature 1, in nats
     */
    public record Likeness(double agreement, double divergence) {}
}
