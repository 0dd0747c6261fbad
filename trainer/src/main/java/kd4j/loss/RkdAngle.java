package kd4j.loss;

import java.util.Arrays;
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
public record RkdAngle(@Default("mean") Relations reduction) implements TapLoss {
    private static final String NAME = "rkd-angle";

    @Override
    public Term evaluate(Signals signals) {
        return reduction.evaluate(Pair.of(NAME, signals), 3, RkdAngle::compare);
    }

    private static double compare(Distances student, Distances teacher, double factor, double[] gradient) {
        Angles ofStudent = Angles.of(student);
        Angles ofTeacher = Angles.of(teacher);
        int count = student.count();
        double value = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                // Each triplet stands for its mirror image, with j and k exchanged, too.
                for (int k = j + 1; k < count; k++) {
                    double u = ofStudent.cosine(i, j, k) - ofTeacher.cosine(i, j, k);
                    value += 2 * factor * Relations.huber(u);
                    ofStudent.add(factor * Relations.slope(u), i, j, k, gradient);
                }
            }
        }
        return value;
    }

    /** Angles at a row {@code i} between rows {@code j} and {@code k}; {@code inverse} has 1 / distance, and 0 for equal rows. */
    private static final class Angles {
        private final Distances distances;
        private final double[] inverse;

        private Angles(Distances distances, double[] inverse) {
            this.distances = distances;
            this.inverse = inverse;
        }

        static Angles of(Distances distances) {
            double[] inverse = Arrays.stream(distances.plain())
                    .map(d -> d == 0 ? 0 : 1 / d)
                    .toArray();
            return new Angles(distances, inverse);
        }

        double cosine(int i, int j, int k) {
            double sum = distances.squared(i, j) + distances.squared(i, k) - distances.squared(j, k);
            return sum / 2 * sides(i, j, k);
        }

        private double sides(int i, int j, int k) {
            return inverse[i * distances.count() + j] * inverse[i * distances.count() + k];
        }

        /** Adds the gradient of both mirror images at squared distances; none where one of the sides has no length. */
        void add(double slope, int i, int j, int k, double[] gradient) {
            double sides = sides(i, j, k);
            if (sides > 0) {
                double a = cosine(i, j, k);
                int count = distances.count();
                gradient[i * count + j] += slope * (sides - a / distances.squared(i, j));
                gradient[i * count + k] += slope * (sides - a / distances.squared(i, k));
                gradient[j * count + k] -= slope * sides;
            }
        }
    }
}
