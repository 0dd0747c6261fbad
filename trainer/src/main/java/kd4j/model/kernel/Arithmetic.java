package kd4j.model.kernel;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Chooses kernels. */
public final class Arithmetic {
    private Arithmetic() {}

    /**
     * New kernels for one network of this data type: oneDNN's for floats on a CPU where the library loads, ND4J's everywhere
     * else.
     */
    public static Kernels fastest(DataType type) {
        return fastest(type, Nd4j.getBackend().getClass().getSimpleName());
    }

    /** Asks for oneDNN only where arrays are in the host's memory, so that nothing of it is loaded elsewhere. */
    static Kernels fastest(DataType type, String backend) {
        boolean host = backend.equals("CpuBackend") && type == DataType.FLOAT;
        return host && OneDnnKernels.unavailable().isEmpty() ? new OneDnnKernels() : new Nd4jKernels();
    }
}
