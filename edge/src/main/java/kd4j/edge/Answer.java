package kd4j.edge;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a student says about one row: the class it finds most probable, whether that is probable enough, and what it thinks of all of them.
 *
 * <pre>{@code
 * answer.label().ifPresent(word -> obey(word)); // nothing where the most probable class is below its threshold
 * }</pre>
 */
public final class Answer {
    private final List<String> labels;
    private final float[] scores;
    private final float[] probabilities;
    private final int index;
    private final float threshold;

    Answer(List<String> labels, float[] scores, float[] thresholds) {
        this.labels = labels;
        this.scores = scores;
        this.probabilities = softmax(scores);
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        this.index = best;
        this.threshold = thresholds[best];
    }

    private static float[] softmax(float[] scores) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float score : scores) {
            largest = Math.max(largest, score);
        }
        double sum = 0;
        for (float score : scores) {
            sum += Math.exp(score - largest);
        }
        float[] shares = new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
            shares[i] = (float) (Math.exp(scores[i] - largest) / sum);
        }
        return shares;
    }

    /** The name of the class, where its probability reaches its threshold; empty where nothing was recognised. */
    public Optional<String> label() {
        return accepted() ? Optional.of(mostProbable()) : Optional.empty();
    }

    /** The name of the most probable class, whatever its probability. */
    public String mostProbable() {
        return labels.get(index);
    }

    /** Its number, from 0, whatever its probability. */
    public int index() {
        return index;
    }

    /** Its probability, by softmax over the scores. */
    public float probability() {
        return probabilities[index];
    }

    /** Whether the probability reaches the class's threshold; always, where the bundle has none. */
    public boolean accepted() {
        return probability() >= threshold;
    }

    /** From which probability on the most probable class is accepted; 0 where the bundle has no thresholds. */
    public float threshold() {
        return threshold;
    }

    /** The probabilities of all classes. */
    public float[] probabilities() {
        return probabilities.clone();
    }

    /** The scores (logits) of all classes. */
    public float[] scores() {
        return scores.clone();
    }

    /** The names of all classes. */
    public List<String> labels() {
        return Collections.unmodifiableList(labels);
    }

    /** {@code seven 0.983}, or {@code nothing recognised (seven 0.412, accepted from 0.8)}. */
    @Override
    public String toString() {
        String most = mostProbable() + " " + rounded(probability());
        return accepted() ? most : "nothing recognised (" + most + ", accepted from " + rounded(threshold) + ")";
    }

    private static double rounded(float probability) {
        return Math.round(probability * 1000) / 1000.0;
    }
}
