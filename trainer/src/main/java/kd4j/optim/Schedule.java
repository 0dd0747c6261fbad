package kd4j.optim;

import kd4j.component.Family;

/** A learning rate over the course of a training. */
@Family(value = "schedule", scalar = "constant")
public sealed interface Schedule permits Constant, Steps, Cosine, WarmUp {
    /**
     * The rate at a moment.
     *
     * @param epoch epochs done, with fraction: 1.5 is in the middle of the second
     * @param epochs epochs of the whole training
     */
    double at(double epoch, double epochs);

    /**
     * The rate of a step, for schedules that depend on where the step ends as well.
     *
     * @param epoch epochs done before the step, with fraction
     * @param epochs epochs of the whole training
     * @param step length of the step in epochs
     */
    default double at(double epoch, double epochs, double step) {
        return at(epoch, epochs);
    }
}
