package kd4j.loss;

import java.util.Arrays;
import java.util.Set;
import kd4j.component.Component;
import kd4j.component.Default;

/**
 * Whether angles between rows are the same for the student as for the teacher (relational distillation): with {@code a_ijk}
 * the cosine of the angle at row {@code i} between rows {@code j} and {@code k}, the mean over triplets of {@code
 * h(a_student - a_teacher)}, where {@code h(u) = u^2 / 2} below 1 and {@code |u| - 1/2} from there on. It is 0 when both
 * agree, up to scale, rotation and shift. Both are {@code [rows, ...]} of any shape, also different ones, laid out as
 * vectors; three rows or more. Worked in doubles from squared distances, {@code a_ijk = (s_ij + s_ik - s_jk) / (2 d_ij
 * d_ik)}; triplets with equal rows have no gradient. The work grows with the third power of the batch: 128 rows have a
 * million triplets. Meant for the last features. Source: Park et al., arXiv 1904.05068.
 *
 * @param reduction {@code mean}: the sum over all ordered triplets divided by rows^3 (all public code), {@code
 *     l2-normalised-mean}: the same for rows divided by their L2 norms, {@code sum}: not divided (the paper)
 */
@Component("rkd-angle")
public record RkdAngle(@Default("mean") Relations reduction) implements Loss {
    private static final String NAME = "rkd-angle";

    @Override
    public Term evaluate(Signals signals) {
        return reduction.evaluate(Pair.of(NAME, signals), 3, RkdAngle::compare);
    }

    private static double compare(Distances student, Distances teacher, double factor, double[] gradient) {
        double[] ofStudent = inverse(student.plain());
        double[] ofTeacher = inverse(teacher.plain());
        double value = 0;
        for (int i = 0; i < student.count(); i++) {
            value += at(i, student, ofStudent, teacher, ofTeacher, factor, gradient);
        }
        return value;
    }

    /** All triplets around one row; each stands for its mirror image too. */
    private static double at(
            int i,
            Distances student,
            double[] ofStudent,
            Distances teacher,
            double[] ofTeacher,
            double factor,
            double[] gradient) {
        int count = student.count();
        double value = 0;
        for (int j = 0; j < count; j++) {
            for (int k = j + 1; k < count; k++) {
                double inverse = ofStudent[i * count + j] * ofStudent[i * count + k];
                double a = cosine(student, i, j, k, inverse);
                double u = a - cosine(teacher, i, j, k, ofTeacher[i * count + j] * ofTeacher[i * count + k]);
                if (inverse > 0) {
                    double slope = factor * Relations.slope(u);
                    gradient[i * count + j] += slope * (inverse - a / student.squared(i, j));
                    gradient[i * count + k] += slope * (inverse - a / student.squared(i, k));
                    gradient[j * count + k] -= slope * inverse;
                }
                value += 2 * factor * Relations.huber(u);
            }
        }
        return value;
    }

    /** 0 where one of the sides has no length. */
    private static double cosine(Distances of, int i, int j, int k, double inverse) {
        return (of.squared(i, j) + of.squared(i, k) - of.squared(j, k)) / 2 * inverse;
    }

    private static double[] inverse(double[] d) {
        return Arrays.stream(d).map(one -> one == 0 ? 0 : 1 / one).toArray();
    }

    @Override
    public Set<String> studentTaps() {
        return Set.of(Outputs.TAP);
    }

    @Override
    public Set<String> teacherTaps() {
        return Set.of(Outputs.TAP);
    }
}
