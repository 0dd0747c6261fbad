package kd4j.method;

import kd4j.data.Batch;

/**
 * One step of a training, before it is taken.
 *
 * @param number steps done before it
 * @param progress how much of the training is done, from 0 to below 1
 * @param seed the training's seed
 * @param batch the rows of the step
 */
public record Step(long number, double progress, long seed, Batch batch) {
    /** The same step seen from a stage of the training. */
    Step at(double otherProgress) {
        return new Step(number, otherProgress, seed, batch);
    }
}
