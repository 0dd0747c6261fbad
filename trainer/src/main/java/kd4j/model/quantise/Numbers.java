package kd4j.model.quantise;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import kd4j.memory.HostMemory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays in {@code 'c'} order, without gaps, as pieces of Java numbers, for arithmetic that no kernel has. */
public final class Numbers {
    /** So many numbers at a time keep within the processor's nearest memory. */
    static final int PIECE = 4096;

    private Numbers() {}

    /** What is done to a piece. */
    @FunctionalInterface
    interface Loop {
        /**
         * Works on the first {@code count} numbers.
         *
         * @param read one piece of each array that is read
         * @param write is written
         */
        void run(double[][] read, double[] write, int count);
    }

    /**
     * Goes through arrays of one length side by side.
     *
     * @param write null where nothing is written
     */
    static void each(Loop loop, INDArray write, INDArray... read) {
        long length = read[0].length();
        double[][] pieces = new double[read.length][PIECE];
        double[] written = new double[PIECE];
        Strip[] from = new Strip[read.length];
        for (int i = 0; i < read.length; i++) {
            from[i] = Strip.of(read[i]);
        }
        Strip to = write == null ? null : Strip.of(write);
        for (long at = 0; at < length; at += PIECE) {
            int count = (int) Math.min(PIECE, length - at);
            for (int i = 0; i < from.length; i++) {
                from[i].read((int) at, pieces[i], count);
            }
            loop.run(pieces, written, count);
            if (to != null) {
                to.write((int) at, written, count);
            }
        }
        if (to != null) {
            to.done();
        }
    }

    /** All numbers of an array, in {@code 'c'} order. */
    public static float[] of(INDArray array) {
        double[] all = new double[Math.toIntExact(array.length())];
        Strip.of(array).read(0, all, all.length);
        float[] floats = new float[all.length];
        for (int i = 0; i < all.length; i++) {
            floats[i] = (float) all[i];
        }
        return floats;
    }

    /** Puts numbers into an array. */
    static void write(double[] numbers, INDArray array) {
        Strip strip = Strip.of(array);
        strip.write(0, numbers, numbers.length);
        strip.done();
    }

    /** One array's memory, or a copy of it where Java does not reach it. */
    private record Strip(INDArray array, INDArray copy, FloatBuffer floats, DoubleBuffer doubles) {
        static Strip of(INDArray array) {
            INDArray flat = array.reshape('c', new long[] {array.length()});
            INDArray near = HostMemory.holds(flat) ? flat : flat.dup('c');
            return near.dataType() == DataType.DOUBLE
                    ? new Strip(flat, near, null, HostMemory.doubles(near))
                    : new Strip(flat, near, HostMemory.floats(near), null);
        }

        void read(int at, double[] into, int count) {
            if (floats == null) {
                doubles.get(at, into, 0, count);
                return;
            }
            for (int i = 0; i < count; i++) {
                into[i] = floats.get(at + i);
            }
        }

        void write(int at, double[] from, int count) {
            if (floats == null) {
                doubles.put(at, from, 0, count);
                return;
            }
            for (int i = 0; i < count; i++) {
                floats.put(at + i, (float) from[i]);
            }
        }

        void done() {
            if (copy != array) {
                array.assign(copy);
            }
        }
    }
}
