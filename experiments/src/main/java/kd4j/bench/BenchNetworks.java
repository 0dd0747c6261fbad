package kd4j.bench;

import java.util.Optional;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.kernel.Arithmetic;
import kd4j.model.kernel.Kernels;
import org.nd4j.linalg.api.buffer.DataType;

/** Makes the networks that are measured: as users get them, or the same with their kernels timed. */
final class BenchNetworks {
    private BenchNetworks() {}

    static Network create(Blueprint plan, long seed, Optional<KernelClock> clock) {
        Kernels kernels = Arithmetic.fastest(DataType.FLOAT);
        return Network.create(
                plan, seed, DataType.FLOAT, clock.map(c -> c.around(kernels)).orElse(kernels));
    }
}
