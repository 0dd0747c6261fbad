package kd4j.compress;

import java.util.Map;
import java.util.Optional;
import kd4j.model.Network;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A step of a plan at work in one training. {@link #adopt} comes first. Before each epoch comes {@link #reshape}; in each step {@link
 * #enter} before the forward pass, {@link #gradients} before the optimiser and {@link #hold} behind it. Used by one thread. All that
 * it does follows from the setting, the network and {@link #memory}.
 */
public interface Compressor {
    /**
     * Before an epoch: the network in other layers, with the parameters that belong to them.
     *
     * @param network the network so far, not to be changed
     * @param epoch epochs done
     * @return a new network, which the caller closes; empty where this is not its turn
     */
    default Optional<Network> reshape(Network network, int epoch) {
        return Optional.empty();
    }

    /** The network that is trained from now on: at the beginning, and whenever it or another step of the plan has changed the layers. */
    default void adopt(Network network) {}

    /**
     * Before the forward pass of a step.
     *
     * @param step steps done
     * @return whether {@link #hold} has another form from now on, so that all numbers must be brought into it at once
     */
    default boolean enter(Network network, long step) {
        return false;
    }

    /** Behind the backward pass and before the optimiser: may change {@link Network#gradients}. */
    default void gradients(Network network) {}

    /**
     * Brings numbers into the form that this step of the plan wants: pruned ones to 0, shared ones to one value. Called for the
     * parameters behind every step of the optimiser, for each vector of its state, and for the moving average of the parameters.
     *
     * @param vector {@code [n]}, in the order of {@link Network#parameters}; changed in place
     */
    default void hold(INDArray vector) {}

    /** What the next steps depend on beside the parameters, by name: the arrays themselves, vectors of 32-bit floats. */
    default Map<String, INDArray> memory() {
        return Map.of();
    }

    /** Takes over an earlier {@link #memory}, behind {@link #adopt} of the network of that time. */
    default void remember(Map<String, INDArray> memory) {}

    /** Whether what was asked for has really happened. */
    Outcome outcome(Network trained);
}
