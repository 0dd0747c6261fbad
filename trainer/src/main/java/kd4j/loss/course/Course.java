package kd4j.loss.course;

import kd4j.component.Family;

/** A number over the course of a training: a weight, a temperature. A plain number stays as it is. */
@Family(value = "course", scalar = "fixed")
public sealed interface Course permits Fixed, Linear, HalfCosine, Levels {
    /**
     * The number at a moment.
     *
     * @param progress how much of the training, or of its stage, is done: from 0 to 1
     */
    double at(double progress);

    /** The smallest number that it ever is. */
    double least();

    /** The same number all the time. */
    static Course of(double value) {
        return new Fixed(value);
    }
}
