package kd4j.metric;

import java.util.List;
import kd4j.component.Family;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * From which probability on a device takes a class for an answer; below it the answer is that nothing was recognised. What is asked is the most
 * probable class of a row, by softmax over the logits, and its own threshold.
 */
@Family(value = "thresholds", scalar = "at-least")
public sealed interface Thresholds permits AtLeast, EachClass, FalseAlarms, WantedPrecision {
    /** What stands in the way for so many classes, a sentence each; empty when nothing does. */
    default List<String> problems(int classes) {
        return List.of();
    }

    /**
     * The thresholds of a student.
     *
     * @param logits {@code [rows, classes]} of validation rows
     * @param labels the class of each row
     */
    Chosen choose(INDArray logits, int[] labels);

    /** The class with the largest score, the first of several. */
    static int answer(double[] scores) {
        int best = 0;
        for (int c = 1; c < scores.length; c++) {
            best = scores[c] > scores[best] ? c : best;
        }
        return best;
    }

    /** The probability of the class with the largest score, by softmax. */
    static double probability(double[] scores, int best) {
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score - scores[best]);
        }
        return 1 / sum;
    }

    /**
     * What was chosen.
     *
     * @param values from which probability on each class is accepted, 0 to 1
     * @param unreached numbers of classes for which no threshold does what was wanted on these rows; theirs is 1
     */
    record Chosen(List<Double> values, List<Integer> unreached) {
        public Chosen {
            values = List.copyOf(values);
            unreached = List.copyOf(unreached);
        }
    }
}
