package kd4j.bench;

import java.util.Optional;
import kd4j.model.Blueprint;
import kd4j.model.Network;

/** Makes the networks that are measured: the engine's own, or the same with its kernels timed. */
final class BenchNetworks {
    private BenchNetworks() {}

    static Network create(Blueprint plan, long seed, Optional<KernelClock> clock) {
        if (clock.isPresent()) {
            throw new BenchException("this engine cannot be given other kernels, so they cannot be timed");
        }
        return Network.create(plan, seed);
    }
}
