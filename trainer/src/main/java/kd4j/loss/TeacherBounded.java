package kd4j.loss;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Counts a student's errors in predicted numbers only where it does not beat the teacher by a margin: with {@code s =
 * |student - target|^2} and {@code t = |teacher - target|^2} of a row, the mean over rows of {@code s} where {@code s +
 * margin > t} and 0 elsewhere. The teacher is a bound that need not be crossed, not an answer to be copied, which helps
 * where it is often wrong. Outputs of both and targets are {@code [rows, outputs]}; outputs are in the logits tap. The
 * gradient is {@code 2 * (student - target) / rows} where the error counts. It never asks for the teacher's answers, so that
 * something else must teach rows where the student is better. Source: Chen et al., Learning efficient object detection
 * models with knowledge distillation, NIPS 2017.
 *
 * @param margin how much better than the teacher's a squared error must be not to count, >= 0, in squared units of the
 *     target
 * @param form {@code vector} compares whole rows (the paper's), {@code element} single numbers, with a mean over all of
 *     them, {@code vector-with-smooth-l1} adds nu times the first to {@code mean over rows of sum h(student - target)} with
 *     {@code h(u) = u^2 / 2} below 1 and {@code |u| - 1/2} from there on
 * @param nu weight of the bounded part beside smooth L1, >= 0; of no use in the other forms
 */
@Component("teacher-bounded")
public record TeacherBounded(@Default("0.0") double margin, @Default("vector") Form form, @Default("0.5") double nu)
        implements Loss {
    private static final String NAME = "teacher-bounded";

    /** What is compared with the teacher. */
    public enum Form {
        /** The squared error of a row. */
        VECTOR,
        /** The squared error of one number. */
        ELEMENT,
        /** The squared error of a row, beside smooth L1 for all rows. */
        VECTOR_WITH_SMOOTH_L1
    }

    public TeacherBounded {
        Require.notNegative("margin", margin);
        Require.notNegative("nu", nu);
    }

    @Override
    public Term evaluate(Signals signals) {
        INDArray student = Scores.student(NAME, signals);
        INDArray target = Scores.targets(NAME, signals, student);
        INDArray ofStudent = student.sub(target);
        Measured bounded =
                bounded(ofStudent, Scores.teacher(NAME, signals, student).sub(target));
        return form == Form.VECTOR_WITH_SMOOTH_L1
                ? withSmoothL1(ofStudent, bounded)
                : new Term(NAME, bounded.value(), Map.of(Outputs.LOGITS, bounded.gradient()), List.of());
    }

    private Measured bounded(INDArray ofStudent, INDArray ofTeacher) {
        INDArray s = errors(ofStudent);
        INDArray t = errors(ofTeacher);
        INDArray counts = s.add(margin).gt(t).castTo(s.dataType());
        double value = Scores.dot(s, counts) / s.length();
        return new Measured(value, ofStudent.mul(counts).muli(2.0 / s.length()));
    }

    private INDArray errors(INDArray difference) {
        INDArray squares = difference.mul(difference);
        return form == Form.ELEMENT ? squares : squares.sum(true, 1);
    }

    /** {@code h(u) = c * (|u| - c / 2)} with {@code c = min(|u|, 1)}; its slope is {@code u} cut off at 1 and -1. */
    private Term withSmoothL1(INDArray difference, Measured bounded) {
        double rows = difference.size(0);
        INDArray size = Transforms.abs(difference, true);
        INDArray cut = Transforms.min(size, 1.0, true);
        double smooth = (Scores.dot(cut, size) - Scores.dot(cut, cut) / 2) / rows;
        INDArray gradient = cut.muli(Transforms.sign(difference, true))
                .divi(rows)
                .addi(bounded.gradient().muli(nu));
        List<Part> parts = List.of(Part.of(1, "smooth-l1", smooth), Part.of(nu, "bounded", bounded.value()));
        return new Term(NAME, smooth + nu * bounded.value(), Map.of(Outputs.LOGITS, gradient), parts);
    }

    @Override
    public boolean needsTargets() {
        return true;
    }

    @Override
    public Set<String> teacherTaps() {
        return Set.of(Outputs.LOGITS);
    }
}
