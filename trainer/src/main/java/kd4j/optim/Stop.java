package kd4j.optim;

import kd4j.component.Family;

/** When a training ends before its last epoch. */
@Family("stop")
public sealed interface Stop permits Never, Patience {
    /**
     * Whether to stop after an epoch.
     *
     * @param epoch epochs done
     * @param bestEpoch the epoch, from 1, with the best validation figure so far
     */
    boolean now(int epoch, int bestEpoch);
}
