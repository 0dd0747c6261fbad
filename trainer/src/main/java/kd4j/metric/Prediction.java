package kd4j.metric;

/**
 * What a model said of one row.
 *
 * @param label the row's class
 * @param predicted the class with the highest score; where several are equal the lowest number
 * @param probability the softmax of the scores at that class, from 0 to 1
 */
public record Prediction(int label, int predicted, double probability) {
    /** Whether label and prediction are equal. */
    public boolean right() {
        return label == predicted;
    }
}
