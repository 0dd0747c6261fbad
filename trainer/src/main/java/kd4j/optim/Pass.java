package kd4j.optim;

import java.lang.ref.Reference;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One pass of a {@link Rule} over vectors in {@link HostMemory}, by chunks that stay in the first-level cache while the rule
 * works on them. Every number is read once and written once, however long the rule's formula is.
 */
final class Pass {
    /** Four rows of this many floats are 16 KiB, half of the smallest first-level cache in use. */
    static final int CHUNK = 1024;

    private interface Work {
        void on(int from, int n, double decay);
    }

    private final float[][] floats;
    private final double[][] doubles;

    /** Makes room for this many rows of numbers of this type. */
    Pass(DataType type, int rows) {
        floats = new float[rows][type == DataType.FLOAT ? CHUNK : 0];
        doubles = new double[rows][type == DataType.DOUBLE ? CHUNK : 0];
    }

    /** Does the rule's work; all vectors are of the length that the stretches cover, and of the type that room was made for. */
    void run(Rule rule, List<Decay.Stretch> stretches, INDArray... vectors) {
        if (vectors[0].dataType() == DataType.FLOAT) {
            runFloats(rule, stretches, vectors);
        } else {
            runDoubles(rule, stretches, vectors);
        }
        // A buffer does not keep the memory behind it from being freed; its array does.
        Reference.reachabilityFence(vectors);
    }

    private void runFloats(Rule rule, List<Decay.Stretch> stretches, INDArray[] vectors) {
        FloatBuffer[] memory = new FloatBuffer[vectors.length];
        for (int row = 0; row < vectors.length; row++) {
            memory[row] = HostMemory.floats(vectors[row]);
        }
        byChunks(stretches, (from, n, decay) -> {
            for (int row = 0; row < memory.length; row++) {
                memory[row].get(from, floats[row], 0, n);
            }
            rule.apply(floats, n, decay);
            for (int row = 1; row < memory.length; row++) {
                memory[row].put(from, floats[row], 0, n);
            }
        });
    }

    private void runDoubles(Rule rule, List<Decay.Stretch> stretches, INDArray[] vectors) {
        DoubleBuffer[] memory = new DoubleBuffer[vectors.length];
        for (int row = 0; row < vectors.length; row++) {
            memory[row] = HostMemory.doubles(vectors[row]);
        }
        byChunks(stretches, (from, n, decay) -> {
            for (int row = 0; row < memory.length; row++) {
                memory[row].get(from, doubles[row], 0, n);
            }
            rule.apply(doubles, n, decay);
            for (int row = 1; row < memory.length; row++) {
                memory[row].put(from, doubles[row], 0, n);
            }
        });
    }

    private static void byChunks(List<Decay.Stretch> stretches, Work work) {
        for (Decay.Stretch stretch : stretches) {
            for (long from = stretch.from(); from < stretch.to(); from += CHUNK) {
                // What host memory holds is short enough for indices of 32 bits.
                work.on((int) from, (int) Math.min(CHUNK, stretch.to() - from), stretch.weight());
            }
        }
    }
}
