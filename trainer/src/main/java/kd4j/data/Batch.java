package kd4j.data;

import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Rows that go through a network together.
 *
 * @param features {@code [rows, ...shape]}, channels last, in {@code 'c'} order
 * @param truth what is known to be right about the rows
 * @param ids the {@link Samples#id} of each row
 * @param views the view number of each row
 * @param origin what ids and views count in; empty where the values are a function of something else as well
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; lists of boxes would cost an object a row
public record Batch(INDArray features, Truth truth, int[] ids, long[] views, Optional<Origin> origin) {
    /** Rows of classes of which nobody knows where they come from. */
    public Batch(INDArray features, int[] labels, int[] ids, long[] views) {
        this(features, new Truth.Classes(labels), ids, views, Optional.empty());
    }

    public int rows() {
        return truth.rows();
    }

    /**
     * The class of each row.
     *
     * @throws DataException where rows have targets
     */
    public int[] labels() {
        if (truth instanceof Truth.Classes classes) {
            return classes.labels();
        }
        throw new DataException("the %d rows of the batch have targets and belong to no class".formatted(rows()));
    }

    /** Some of these rows, in this order, one perhaps several times; features are a new array, for the caller to close. */
    @SuppressWarnings("try") // the scope acts by being open
    public Batch select(int[] rows) {
        long[] sizes = features.shape().clone();
        long values = features.length() / sizes[0];
        sizes[0] = rows.length;
        try (MemoryWorkspace outside = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            INDArray table = features.reshape('c', features.size(0), values);
            INDArray some = Nd4j.pullRows(table, 1, rows, 'c').reshape('c', sizes);
            return new Batch(
                    some,
                    truth.select(rows),
                    Arrays.stream(rows).map(r -> ids[r]).toArray(),
                    Arrays.stream(rows).mapToLong(r -> views[r]).toArray(),
                    origin);
        }
    }
}
