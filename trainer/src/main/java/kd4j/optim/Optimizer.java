package kd4j.optim;

import java.util.Optional;
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
     * Whether weight decay also applies to biases and to the scales and shifts of normalisations. Who begins a training puts
     * it into the mask.
     */
    boolean decayNormAndBias();

    /**
     * Begins one training, with a state of zeros.
     *
     * @param parameters {@code [n]} floats or doubles, changed in place by every step
     * @param decayed {@code [n]} of 1 where weight decay applies and 0 elsewhere (running statistics, and what
     *     {@link #decayNormAndBias} leaves out); empty for everywhere
     * @throws kd4j.component.ShapeException when these are not vectors of one length
     */
    Updater begin(INDArray parameters, Optional<INDArray> decayed);
}
