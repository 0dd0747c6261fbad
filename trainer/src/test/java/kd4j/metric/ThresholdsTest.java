package kd4j.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import kd4j.component.KeyException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Rows whose probabilities and labels are written down here; thresholds were found with pencil and paper. */
class ThresholdsTest {
    /** The first class's probability in each row; the second one's is the rest. */
    private static final double[] PROBABILITIES = {0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.1, 0.3};

    private static final int[] LABELS = {0, 0, 1, 0, 1, 0, 1, 1};

    /** A logit that is the other one's by {@code ln(p / (1 - p))}. */
    private static INDArray logits(double... probabilities) {
        double[][] logits = new double[probabilities.length][2];
        for (int i = 0; i < probabilities.length; i++) {
            logits[i][0] = 3 + Math.log(probabilities[i] / (1 - probabilities[i]));
            logits[i][1] = 3;
        }
        return Nd4j.create(logits);
    }

    private static void assertChosen(Thresholds thresholds, double first, double second) {
        Thresholds.Chosen chosen = thresholds.choose(logits(PROBABILITIES), LABELS);
        assertEquals(first, chosen.values().get(0), 1e-9);
        assertEquals(second, chosen.values().get(1), 1e-9);
        assertEquals(List.of(), chosen.unreached());
    }

    /** Of the six rows of the first class, 4 are right; without the last 3 of 5, then 3 of 4: from 0.8 on, half-way to 0.7. */
    @Test
    void precision_is_reached_with_as_many_rows_as_possible() {
        assertChosen(new WantedPrecision(0.75), 0.75, 0);
        assertChosen(new WantedPrecision(0.9), 0.875, 0);
        assertChosen(new WantedPrecision(0.6), 0, 0);
    }

    /** Four rows are of the second class: one in four of these may be answered with the first, and then none. */
    @Test
    void false_alarms_are_a_share_of_the_rows_of_others() {
        assertChosen(new FalseAlarms(0.25), 0.75, 0);
        assertChosen(new FalseAlarms(0), 0.875, 0);
        assertChosen(new FalseAlarms(0.5), 0, 0);
    }

    @Test
    void numbers_are_taken_as_they_are() {
        assertChosen(new AtLeast(0.8), 0.8, 0.8);
        assertChosen(new EachClass(List.of(0.3, 1.0)), 0.3, 1);
    }

    @Test
    void what_no_threshold_does_is_told() {
        INDArray logits = logits(0.9, 0.8);
        Thresholds.Chosen chosen = new WantedPrecision(0.5).choose(logits, new int[] {1, 1});
        assertEquals(List.of(1.0, 1.0), chosen.values());
        assertEquals(List.of(0, 1), chosen.unreached(), "the first is never right, the second never answered");
        // No false alarm is left above the row of 0.9: half-way to 1.
        Thresholds.Chosen quiet = new FalseAlarms(0).choose(logits, new int[] {1, 1});
        assertEquals(0.95, quiet.values().get(0), 1e-9);
        assertEquals(0, quiet.values().get(1));
        assertEquals(List.of(), quiet.unreached());
    }

    /** A threshold between two rows that another runtime tells the other way round would be one by chance. */
    @Test
    void rows_of_one_probability_stay_together() {
        INDArray logits = logits(0.9, 0.8, 0.8 - 1e-8, 0.7);
        Thresholds.Chosen chosen = new WantedPrecision(1).choose(logits, new int[] {0, 0, 1, 0});
        assertEquals(0.85, chosen.values().get(0), 1e-7);
    }

    @Test
    void what_cannot_be_chosen_is_refused() {
        assertEquals(List.of(), new AtLeast(0.8).problems(3));
        assertEquals(List.of(), new EachClass(List.of(0.1, 0.2)).problems(2));
        assertEquals(
                List.of("thresholds.probabilities: 2 numbers are given for 3 classes; give one for each"),
                new EachClass(List.of(0.1, 0.2)).problems(3));
        assertThrows(KeyException.class, () -> new AtLeast(1.5));
        assertThrows(KeyException.class, () -> new AtLeast(Double.NaN));
        assertThrows(KeyException.class, () -> new EachClass(List.of(0.5, -0.1)));
        assertThrows(KeyException.class, () -> new WantedPrecision(0));
        assertThrows(KeyException.class, () -> new FalseAlarms(1));
    }
}
