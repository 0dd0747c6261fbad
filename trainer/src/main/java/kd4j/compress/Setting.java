package kd4j.compress;

import kd4j.model.Blueprint;

/**
 * What a step of a plan may know of the training that it works in.
 *
 * @param student the network at the beginning, before any step of the plan
 * @param epochs epochs of the whole training
 * @param stepsPerEpoch optimiser steps of each epoch
 * @param seed all random draws of the plan follow from it
 */
public record Setting(Blueprint student, int epochs, int stepsPerEpoch, long seed) {
    long steps() {
        return (long) epochs * stepsPerEpoch;
    }
}
