package kd4j.loss;

/** How a loss of relations between rows is summed up. */
public enum Relations {
    /** The mean over all pairs or triplets, also those of a row with itself, which are 0. */
    MEAN,
    /** The same for rows divided by their L2 norms. */
    L2_NORMALISED_MEAN,
    /** The sum over all pairs or triplets. */
    SUM;

    /** What a loss says of the distances of both networks. */
    interface Comparison {
        /** The value; adds the gradient at the student's squared distances to an array of zeros. */
        double evaluate(Distances student, Distances teacher, double factor, double[] gradient);
    }

    /** The loss of two taps, whose factor is 1 or 1 / rows^order. */
    Term evaluate(Pair pair, int order, Comparison comparison) {
        Pair vectors = pair.vectors().doubles();
        Unit unit = this == L2_NORMALISED_MEAN ? Unit.along(vectors.student(), 1, 0) : null;
        Distances student = Distances.of(unit == null ? vectors.student() : unit.unit());
        Distances teacher = Distances.of(
                unit == null
                        ? vectors.teacher()
                        : Unit.along(vectors.teacher(), 1, 0).unit());
        double[] gradient = new double[student.count() * student.count()];
        double factor = this == SUM ? 1 : Math.pow(student.count(), -order);
        double value = comparison.evaluate(student, teacher, factor, gradient);
        var atRows = student.backward(gradient);
        return pair.term(value, unit == null ? atRows : unit.backward(atRows, 1));
    }

    /** Huber's function: {@code u^2 / 2} below 1 and {@code |u| - 1/2} from there on. */
    static double huber(double u) {
        double size = Math.abs(u);
        return size < 1 ? u * u / 2 : size - 0.5;
    }

    /** Its slope. */
    static double slope(double u) {
        return Math.max(-1, Math.min(1, u));
    }
}
