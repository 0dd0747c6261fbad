package kd4j.loss;

import org.nd4j.linalg.api.ndarray.INDArray;

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
        double factor = this == SUM ? 1 : Math.pow(vectors.student().size(0), -order);
        Measured measured = this == L2_NORMALISED_MEAN
                ? Measured.ofUnits(vectors, (student, teacher) -> measured(student, teacher, factor, comparison))
                : measured(vectors.student(), vectors.teacher(), factor, comparison);
        return pair.term(measured.value(), measured.gradient());
    }

    private static Measured measured(INDArray student, INDArray teacher, double factor, Comparison comparison) {
        Distances distances = Distances.of(student);
        double[] gradient = new double[distances.count() * distances.count()];
        double value = comparison.evaluate(distances, Distances.of(teacher), factor, gradient);
        return new Measured(value, distances.backward(gradient));
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
