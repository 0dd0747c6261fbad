package kd4j.optim;

import kd4j.component.Family;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A rule that turns gradients into changes of parameters. */
@Family("optimizer")
public sealed interface Optimizer permits Sgd, Adam, AdamW {
    /** The learning rate. */
    Schedule rate();

    /** Numbers of state that are kept for each parameter: 0 for plain SGD, 1 with momentum, 2 for Adam. */
    int stateArrays();

    /**
     * Changes parameters in place.
     *
     * @param parameters {@code [n]}, changed in place
     * @param gradients {@code [n]} mean gradients over the batch; used as working space
     * @param state {@code [stateArrays * n]}, zeros before the first step, changed in place; null where there is none
     * @param rate the learning rate of this step
     * @param step steps done before this one
     * @param decayed {@code [n]} of 1 where weight decay applies and 0 elsewhere (running statistics); null for everywhere
     */
    void update(INDArray parameters, INDArray gradients, INDArray state, double rate, long step, INDArray decayed);
}
