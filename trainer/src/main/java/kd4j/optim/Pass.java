package kd4j.optim;

import java.lang.ref.Reference;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinTask;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import kd4j.memory.HostMemory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * One pass of a {@link Rule} over vectors in {@link HostMemory}, by chunks that stay in the first-level cache while the rule
 * works on them. Every number is read once and written once, however long the rule's formula is.
 */
final class Pass {
    /** Four rows of this many floats are 16 KiB, half of the smallest first-level cache in use. */
    static final int CHUNK = 1024;

    /** Fewer numbers than these are done before another thread is awake. */
    static final int LEAST_OF_A_THREAD = 128 * CHUNK;

    private interface Work {
        void on(int from, int n, double decay);
    }

    private final IntFunction<Rows> room;
    private final int most;
    private Rows[] rooms = {};

    private Pass(DataType type, int rows, int most) {
        this.room = i -> new Rows(
                new float[rows][type == DataType.FLOAT ? CHUNK : 0],
                new double[rows][type == DataType.DOUBLE ? CHUNK : 0]);
        this.most = most;
    }

    /** For a rule that remembers what it saw: chunks one after another. There is room for this many rows of this type. */
    static Pass inOrder(DataType type, int rows) {
        return new Pass(type, rows, 1);
    }

    /**
     * For a rule that treats every number for itself: long vectors are shared out among as many threads as ND4J's operations
     * use. The bits do not depend on their number.
     */
    static Pass sideBySide(DataType type, int rows) {
        return new Pass(type, rows, Integer.MAX_VALUE);
    }

    /** Does the rule's work; all vectors are of the length that the stretches cover, and of the type that room was made for. */
    void run(Rule rule, List<Decay.Stretch> stretches, INDArray... vectors) {
        int parts = parts(vectors[0].length());
        List<ForkJoinTask<?>> others = IntStream.range(1, parts)
                .<ForkJoinTask<?>>mapToObj(i -> ForkJoinTask.adapt(() -> part(i, parts, rule, stretches, vectors))
                        .fork())
                .toList();
        part(0, parts, rule, stretches, vectors);
        others.forEach(ForkJoinTask::join);
        // A buffer does not keep the memory behind it from being freed; its array does.
        Reference.reachabilityFence(vectors);
    }

    private int parts(long length) {
        long worthwhile = Math.min(most, length / LEAST_OF_A_THREAD);
        int parts = worthwhile < 2 ? 1 : (int) Math.min(worthwhile, threads());
        if (rooms.length < parts) {
            rooms = IntStream.range(0, parts).mapToObj(room).toArray(Rows[]::new);
        }
        return parts;
    }

    private static int threads() {
        return NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
    }

    private void part(int part, int parts, Rule rule, List<Decay.Stretch> stretches, INDArray[] vectors) {
        long length = vectors[0].length();
        List<Decay.Stretch> own = stretches.stream()
                .map(s -> s.within(length * part / parts, length * (part + 1) / parts))
                .filter(s -> s.from() < s.to())
                .toList();
        byChunks(
                own,
                vectors[0].dataType() == DataType.FLOAT
                        ? rooms[part].floats(rule, vectors)
                        : rooms[part].doubles(rule, vectors));
    }

    private static void byChunks(List<Decay.Stretch> stretches, Work work) {
        for (Decay.Stretch stretch : stretches) {
            for (long from = stretch.from(); from < stretch.to(); from += CHUNK) {
                // What host memory holds is short enough for indices of 32 bits.
                work.on((int) from, (int) Math.min(CHUNK, stretch.to() - from), stretch.weight());
            }
        }
    }

    /** One thread's room for a chunk of every vector. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Rows(float[][] floats, double[][] doubles) {
        Work floats(Rule rule, INDArray[] vectors) {
            FloatBuffer[] memory =
                    Arrays.stream(vectors).map(HostMemory::floats).toArray(FloatBuffer[]::new);
            return (from, n, decay) -> {
                for (int row = 0; row < memory.length; row++) {
                    memory[row].get(from, floats[row], 0, n);
                }
                rule.apply(floats, n, decay);
                for (int row = 1; row < memory.length; row++) {
                    memory[row].put(from, floats[row], 0, n);
                }
            };
        }

        Work doubles(Rule rule, INDArray[] vectors) {
            DoubleBuffer[] memory =
                    Arrays.stream(vectors).map(HostMemory::doubles).toArray(DoubleBuffer[]::new);
            return (from, n, decay) -> {
                for (int row = 0; row < memory.length; row++) {
                    memory[row].get(from, doubles[row], 0, n);
                }
                rule.apply(doubles, n, decay);
                for (int row = 1; row < memory.length; row++) {
                    memory[row].put(from, doubles[row], 0, n);
                }
            };
        }
    }
}
