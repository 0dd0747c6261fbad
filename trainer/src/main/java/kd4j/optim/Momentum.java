package kd4j.optim;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The step of {@link Sgd} in ND4J's operations: five passes over memory at most, no arrays but the velocity. */
record Momentum(Sgd sgd, Decay decay, INDArray parameters, Optional<INDArray> state) implements Updater {
    @Override
    public void step(INDArray gradients, double rate, long step) {
        Decay.vector("gradients", gradients, parameters);
        decay.addTo(gradients, parameters);
        state.ifPresent(velocity -> velocity.muli(sgd.momentum()).addi(gradients));
        if (state.isEmpty() || sgd.nesterov()) {
            Decay.add(-rate, gradients, parameters);
        }
        state.ifPresent(velocity -> Decay.add(-rate * (sgd.nesterov() ? sgd.momentum() : 1), velocity, parameters));
    }
}
