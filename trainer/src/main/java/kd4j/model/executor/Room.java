package kd4j.model.executor;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A piece of memory that holds one array after another. It knows how many need what is in it. */
final class Room {
    private final Room parent;
    private INDArray memory;
    private INDArray array;
    private int holders;

    private Room(Room parent, INDArray array) {
        this.parent = parent;
        this.array = array;
    }

    /** A room without any memory yet. */
    static Room empty() {
        return new Room(null, null);
    }

    /** An array of somebody else. */
    static Room of(INDArray array) {
        return new Room(null, array);
    }

    /** The array of another room in another shape; holds that room for as long as it is held itself. */
    static Room view(Room parent, long... sizes) {
        parent.hold();
        Room view = new Room(parent, parent.array.reshape('c', sizes));
        view.hold();
        return view;
    }

    INDArray array() {
        return array;
    }

    /** Makes this a room for an array of these sizes, whose contents are undefined. */
    Room shape(DataType type, long... sizes) {
        if (array == null || !Arrays.equals(array.shape(), sizes)) {
            long length = Arrays.stream(sizes).reduce(1, Math::multiplyExact);
            grow(type, length);
            INDArray part = length == memory.length() ? memory : memory.get(NDArrayIndex.interval(0, length));
            array = part.reshape('c', sizes);
        }
        return this;
    }

    @SuppressWarnings("try") // the scope acts by being open
    private void grow(DataType type, long length) {
        if (memory == null || memory.length() < length) {
            close();
            try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                memory = Nd4j.createUninitialized(type, length);
            }
        }
    }

    void hold() {
        holders++;
    }

    /** Whether nobody needs it any more. */
    boolean release() {
        holders--;
        if (holders == 0 && parent != null) {
            parent.release();
        }
        return holders == 0;
    }

    void forget() {
        holders = 0;
    }

    boolean held() {
        return holders > 0;
    }

    /** Whether somebody else needs what is in it, so that it must not be changed. */
    boolean shared() {
        return holders > 1 || (parent != null && parent.shared());
    }

    void close() {
        if (memory != null) {
            memory.close();
            memory = null;
            array = null;
        }
    }
}
