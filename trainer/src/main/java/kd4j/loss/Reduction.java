package kd4j.loss;

import org.nd4j.linalg.api.ndarray.INDArray;

/** What a sum over all numbers of a batch is multiplied with. */
public enum Reduction {
    /** 1 / (rows * numbers in a row): the mean over everything. */
    ELEMENT_MEAN,
    /** 1 / rows: the sum over a row, the mean over rows. */
    ROW_SUM,
    /** 1 / (2 * rows): half the sum over a row, the mean over rows. */
    HALF_ROW_SUM;

    double factor(INDArray array) {
        return switch (this) {
            case ELEMENT_MEAN -> 1.0 / array.length();
            case ROW_SUM -> 1.0 / array.size(0);
            case HALF_ROW_SUM -> 0.5 / array.size(0);
        };
    }

    /** {@code factor * sum (student - target)^2} with its gradient at the student's array. */
    Measured squared(INDArray student, INDArray target) {
        INDArray difference = student.sub(target);
        double factor = factor(difference);
        double value = factor * Scores.dot(difference, difference);
        return new Measured(value, difference.muli(2 * factor));
    }
}
