package kd4j.optim;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An optimiser at work on one vector of parameters. Used by one thread at a time; what it allocates, it allocates once. */
public interface Updater {
    /**
     * What the next step depends on beside the parameters, {@code [stateArrays * n]}; empty where there is nothing. It is the
     * array itself: a checkpoint copies it, resuming assigns into it.
     */
    Optional<INDArray> state();

    /**
     * Changes the parameters in place.
     *
     * @param gradients {@code [n]} mean gradients over the batch; used as working space, contents undefined afterwards
     * @param rate the learning rate of this step
     * @param step steps done before this one
     */
    void step(INDArray gradients, double rate, long step);
}
