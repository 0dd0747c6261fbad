package kd4j.method;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.component.Section;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Raises the scores of classes that the transfer set lacked, by one number for all of them. The number is the one with the
 * fewest errors on the validation rows; the smallest such number where several are equal. Source: Hinton, Vinyals and Dean,
 * arXiv 1503.02531, section 3, who chose it on the test rows.
 *
 * @param classes numbers of the classes whose bias is raised
 * @param largest largest shift that is tried; the smallest is 0
 * @param step distance between the shifts that are tried
 */
@Section
public record BiasShift(List<Integer> classes, @Default("20.0") double largest, @Default("0.1") double step) {
    public BiasShift {
        classes = List.copyOf(classes);
        Require.that(
                !classes.isEmpty() && classes.stream().allMatch(c -> c >= 0),
                "classes",
                classes,
                "class numbers from 0");
        Require.positive("largest", largest);
        Require.that(step > 0 && step <= largest, "step", step, "a number > 0, at most " + largest);
    }

    /**
     * What a shift leads to on some rows.
     *
     * @param shift the number that was added to the scores of the raised classes
     * @param rows rows looked at
     * @param errors rows whose highest score is not their label's
     * @param raisedRows rows whose label is a raised class
     * @param raisedErrors errors among these
     */
    public record Outcome(double shift, int rows, int errors, int raisedRows, int raisedErrors) {}

    /**
     * The shift with the fewest errors, the smallest such shift. Exact: every shift is tried on every row, in doubles.
     *
     * @param logits {@code [rows, classes]}
     * @param labels the class of each row
     * @throws kd4j.component.ShapeException when rows and labels differ in number, or a raised class has no column
     */
    public Outcome choose(INDArray logits, int[] labels) {
        RaisedScores scores = RaisedScores.of(logits, labels, classes);
        BigDecimal width = BigDecimal.valueOf(step);
        int tried = BigDecimal.valueOf(largest).divideToIntegralValue(width).intValueExact();
        // In decimals, so that three steps of 0.1 are 0.3.
        return IntStream.rangeClosed(0, tried)
                .mapToObj(i -> scores.at(width.multiply(BigDecimal.valueOf(i)).doubleValue()))
                .min(Comparator.comparingInt(Outcome::errors))
                .orElseThrow();
    }

    /** What a given shift leads to, such as the one chosen on other rows. */
    public Outcome at(double shift, INDArray logits, int[] labels) {
        return RaisedScores.of(logits, labels, classes).at(shift);
    }
}
