package kd4j.loss;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far predicted numbers are from the teacher's and from the true ones: {@code w * mean (student - teacher)^2 + (1 - w) *
 * mean (student - target)^2}, means over rows and outputs. Outputs of both are {@code [rows, outputs]}, in the logits tap,
 * and so are targets, which are needed only where {@code w} is below 1. The gradient is {@code 2 * (student - w * teacher -
 * (1 - w) * target) / (rows * outputs)}. A teacher that is wrong pulls the student along; {@code teacher-bounded} does not
 * follow it there. Unit: the square of the target's.
 *
 * @param teacherWeight {@code w}, the teacher's share, from 0 to 1
 */
@Component("regression-mse")
public record RegressionMse(@Default("1.0") double teacherWeight) implements Loss {
    private static final String NAME = "regression-mse";

    public RegressionMse {
        Require.that(teacherWeight >= 0 && teacherWeight <= 1, "teacher-weight", teacherWeight, "a number from 0 to 1");
    }

    @Override
    public Term evaluate(Signals signals) {
        INDArray student = Scores.student(NAME, signals);
        if (teacherWeight == 1) {
            return term(squared(student, Scores.teacher(NAME, signals, student)), List.of());
        }
        Measured target = squared(student, Scores.targets(NAME, signals, student));
        return teacherWeight == 0
                ? term(target, List.of())
                : blended(target, squared(student, Scores.teacher(NAME, signals, student)));
    }

    private Term blended(Measured target, Measured teacher) {
        double value = (1 - teacherWeight) * target.value() + teacherWeight * teacher.value();
        INDArray gradient = target.gradient()
                .muli(1 - teacherWeight)
                .addi(teacher.gradient().muli(teacherWeight));
        List<Part> parts = List.of(
                Part.of(1 - teacherWeight, "target", target.value()),
                Part.of(teacherWeight, "teacher", teacher.value()));
        return term(new Measured(value, gradient), parts);
    }

    private static Measured squared(INDArray student, INDArray other) {
        return Reduction.ELEMENT_MEAN.squared(student, other);
    }

    private static Term term(Measured squared, List<Part> parts) {
        return new Term(NAME, squared.value(), Map.of(Outputs.LOGITS, squared.gradient()), parts);
    }

    @Override
    public boolean needsTargets() {
        return teacherWeight < 1;
    }

    @Override
    public Set<String> teacherTaps() {
        return teacherWeight == 0 ? Set.of() : Set.of(Outputs.LOGITS);
    }
}
