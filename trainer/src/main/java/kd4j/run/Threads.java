package kd4j.run;

import java.util.function.Supplier;
import kd4j.engine.RunException;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.nd4j.nativeblas.Nd4jBlas;

/**
 * How many threads the arithmetic uses; the same bits are promised for the same number only. On a GPU the number is left as it
 * is. OpenMP keeps the number for each thread of its own, so a training has to run in the thread that chose it.
 */
final class Threads {
    /** What the process began with: ND4J's own operations never use more than that, whatever is asked of them later. */
    private static final int AVAILABLE = inOps();

    private Threads() {}

    static int inOps() {
        return ops().ompGetMaxThreads();
    }

    static int available() {
        return AVAILABLE;
    }

    /** Runs work with so many threads, and leaves the number as it was. */
    static <T> T during(int count, Supplier<T> work) {
        int before = inOps();
        use(count);
        try {
            return work.get();
        } finally {
            use(before);
        }
    }

    /** Refuses a number that this process cannot use. */
    static void require(int count, Object where) {
        if (count > AVAILABLE && Backend.built() == Backend.CPU) {
            throw new RunException(
                    "%s: wants %d threads, this process can use %d: the bits would differ. Set OMP_NUM_THREADS=%d and start again."
                            .formatted(where, count, AVAILABLE, count));
        }
    }

    private static void use(int count) {
        if (Backend.built() == Backend.CPU && count != inOps()) {
            ops().setOmpNumThreads(count); // oneDNN and ND4J's loops
            Nd4j.getEnvironment().setMaxMasterThreads(count); // into how many parts ND4J cuts the work of an operation
            ((Nd4jBlas) Nd4j.factory().blas()).setMaxThreads(count); // OpenBLAS has threads of its own
        }
    }

    private static NativeOps ops() {
        Nd4j.getBackend();
        return NativeOpsHolder.getInstance().getDeviceNativeOps();
    }
}
