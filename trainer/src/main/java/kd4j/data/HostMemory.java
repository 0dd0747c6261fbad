package kd4j.data;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/** Vectors that Java can read and write where ND4J keeps them, without a copy. On a GPU there are none. */
public final class HostMemory {
    private HostMemory() {}

    /** Whether a vector of floats or doubles lies in the host's memory, without gaps, within the reach of one buffer. */
    public static boolean holds(INDArray vector) {
        DataType type = vector.dataType();
        return Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU
                && (type == DataType.FLOAT || type == DataType.DOUBLE)
                && vector.stride(0) == 1
                && (vector.offset() + vector.length()) * type.width() <= Integer.MAX_VALUE;
    }

    /** The vector's numbers from index 0. The view's place in a larger array is the buffer's position before the slice. */
    public static FloatBuffer floats(INDArray vector) {
        return vector.data().asNioFloat().slice();
    }

    /** As {@link #floats}. */
    public static DoubleBuffer doubles(INDArray vector) {
        return vector.data().asNioDouble().slice();
    }
}
