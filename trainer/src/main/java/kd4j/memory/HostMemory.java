package kd4j.memory;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays that Java can read and write where ND4J keeps them, without a copy. On a GPU there are none. */
public final class HostMemory {
    private HostMemory() {}

    /** Whether a vector of floats or doubles lies in the host's memory, without gaps, within the reach of one buffer. */
    public static boolean holds(INDArray vector) {
        return vector.stride(0) == 1 && reaches(vector);
    }

    /** Whether all rows of a matrix of floats or doubles lie in the host's memory, one behind the other, as in {@link #holds}. */
    public static boolean holdsRows(INDArray matrix) {
        return matrix.rank() == 2 && matrix.stride(1) == 1 && matrix.stride(0) == matrix.size(1) && reaches(matrix);
    }

    private static boolean reaches(INDArray array) {
        DataType type = array.dataType();
        return Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU
                && (type == DataType.FLOAT || type == DataType.DOUBLE)
                && (array.offset() + array.length()) * type.width() <= Integer.MAX_VALUE;
    }

    /** The array's numbers from index 0. The view's place in a larger array is the buffer's position before the slice. */
    public static FloatBuffer floats(INDArray array) {
        return array.data().asNioFloat().slice();
    }

    /** As {@link #floats}. */
    public static DoubleBuffer doubles(INDArray array) {
        return array.data().asNioDouble().slice();
    }
}
