package kd4j.loss;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.component.ShapeException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far the student's classes and boxes are from the teacher's in each cell of an image, counted by how sure the teacher
 * is that something is there (objectness-scaled distillation): the sum over rows and cells of {@code o * (class-weight * T^2
 * KL(p || q) + box-weight * sum (student box - teacher box)^2)}, divided by their number. {@code o} is the teacher's
 * objectness, from 0 to 1, {@code p} and {@code q} are {@code softmax(teacher / T)} and {@code softmax(student / T)} of a
 * cell, in nats. It is 0 when both agree. It reads two taps of each network: class scores {@code [rows, cells, classes]} and
 * boxes {@code [rows, cells, 4]}, and the teacher's {@code objectness}, {@code [rows, cells]}. The gradients are {@code o *
 * class-weight * T * (q - p)} and {@code 2 * o * box-weight * (student - teacher)}, divided alike. It asks nothing where the
 * teacher sees nothing, so that something else must teach the student objectness. Source: Mehta and Ozturk, arXiv
 * 1805.06361, which gives the factor {@code o}; the two distances are a choice.
 *
 * @param temperature what class scores are divided by before the softmax, > 0
 * @param classWeight weight of the classes, >= 0
 * @param boxWeight weight of the boxes, >= 0
 * @param mean what the sum is divided by: {@code cells}, their number, or {@code objectness}, the sum of {@code o}
 */
@Component("detection-cell")
public record DetectionCell(
        @Default("1.0") double temperature,
        @Default("1.0") double classWeight,
        @Default("1.0") double boxWeight,
        @Default("cells") Mean mean)
        implements Loss {
    /** The teacher's tap of how sure it is that something is in a cell. */
    public static final String OBJECTNESS = "objectness";

    private static final String NAME = "detection-cell";

    /** What the sum over cells is divided by. */
    public enum Mean {
        /** Rows times cells. */
        CELLS,
        /** The sum of the teacher's objectness. */
        OBJECTNESS
    }

    public DetectionCell {
        Require.positive("temperature", temperature);
        Require.notNegative("class-weight", classWeight);
        Require.notNegative("box-weight", boxWeight);
    }

    @Override
    public Term evaluate(Signals signals) {
        Pair scores = cells(Pair.of(NAME, signals, Outputs.TAP).same());
        Pair boxes = cells(Pair.of(NAME, signals, Outputs.SECOND_TAP).same());
        INDArray objectness = objectness(signals, scores.student(), boxes.student());
        double sum = objectness.sumNumber().doubleValue();
        double count = mean == Mean.CELLS ? objectness.length() : sum;
        // Where the teacher sees nothing anywhere there is nothing to divide.
        INDArray shares = objectness.mul(count == 0 ? 0 : 1 / count);
        Measured ofClasses = ofClasses(scores, shares);
        Measured ofBoxes = ofBoxes(boxes, shares);
        double factor = temperature * temperature;
        List<Part> parts = List.of(
                Part.of(classWeight * factor, "classes", ofClasses.value()),
                Part.of(boxWeight, "boxes", ofBoxes.value()));
        double value = classWeight * factor * ofClasses.value() + boxWeight * ofBoxes.value();
        return new Term(NAME, value, gradients(signals, ofClasses.gradient(), ofBoxes.gradient()), parts);
    }

    /** {@code [rows * cells, ...]}. */
    private static Pair cells(Pair taps) {
        INDArray student = taps.student();
        taps.check(student.rank() == 3, "both must be [rows, cells, classes], boxes [rows, cells, 4]");
        long[] shape = {student.size(0) * student.size(1), student.size(2)};
        return new Pair(NAME, student.reshape('c', shape), taps.teacher().reshape('c', shape));
    }

    private static INDArray objectness(Signals signals, INDArray scores, INDArray boxes) {
        INDArray given = signals.teacher().at(OBJECTNESS);
        if (given.rank() != 2 || given.length() != scores.size(0) || boxes.size(0) != scores.size(0)) {
            throw new ShapeException(
                    "%s: class scores of all cells have shape %s, boxes %s, objectness has shape %s; there must be one box and one objectness a cell"
                            .formatted(NAME, Scores.shape(scores), Scores.shape(boxes), Scores.shape(given)));
        }
        return given.dup('c').castTo(scores.dataType()).reshape('c', given.length(), 1);
    }

    private Measured ofClasses(Pair scores, INDArray shares) {
        Softened both = Softened.of(scores.student(), scores.teacher(), temperature);
        INDArray gradient = both.student().shares().sub(both.teacher().shares());
        INDArray each = both.teacher()
                .log()
                .subi(both.student().log())
                .muli(both.teacher().shares());
        double value = each.muli(shares).sumNumber().doubleValue();
        return new Measured(value, gradient.muli(shares).muli(classWeight * temperature));
    }

    private Measured ofBoxes(Pair boxes, INDArray shares) {
        INDArray difference = boxes.student().sub(boxes.teacher());
        INDArray counted = difference.mul(shares);
        return new Measured(Scores.dot(difference, counted), counted.muli(2 * boxWeight));
    }

    private static Map<String, INDArray> gradients(Signals signals, INDArray ofClasses, INDArray ofBoxes) {
        Outputs student = signals.student();
        return Map.of(
                Outputs.TAP,
                ofClasses.reshape('c', student.at(Outputs.TAP).shape()),
                Outputs.SECOND_TAP,
                ofBoxes.reshape('c', student.at(Outputs.SECOND_TAP).shape()));
    }

    @Override
    public Set<String> studentTaps() {
        return Set.of(Outputs.TAP, Outputs.SECOND_TAP);
    }

    @Override
    public Set<String> teacherTaps() {
        return Set.of(Outputs.TAP, Outputs.SECOND_TAP, OBJECTNESS);
    }
}
