package kd4j.teacher.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kd4j.data.Batch;
import kd4j.teacher.Teacher;
import kd4j.teacher.TeacherAround;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Asks another teacher about few numbers of rows only: as many as a full batch has, or one of some smaller numbers, filled up
 * with the last row. Arithmetic may go another way for another number of rows, one row above all, and then give other last bits;
 * of the few numbers that are left it can be proved that it does not ({@link Examination}).
 */
public final class SteadyTeacher implements TeacherAround {
    private static final int SMALLEST = 8;

    private final Teacher asked;
    private final List<Integer> sizes;
    private final int largest;

    /**
     * Asks this teacher, and closes it when closed.
     *
     * @param batch rows of a full batch, 1 or more
     */
    public SteadyTeacher(Teacher asked, int batch) {
        this.asked = asked;
        this.sizes = sizes(batch);
        this.largest = sizes.get(sizes.size() - 1);
    }

    /** 8, 12, 16, 24, 32, 48 and so on below a batch's rows, and these; at least 2, for a product with one row is another one. */
    private static List<Integer> sizes(int batch) {
        List<Integer> sizes = new ArrayList<>();
        for (long power = SMALLEST; power < batch; power *= 2) {
            Stream.of(power, power + power / 2).filter(s -> s < batch).forEach(s -> sizes.add(Math.toIntExact(s)));
        }
        sizes.add(Math.max(2, batch));
        return List.copyOf(sizes);
    }

    /** The numbers of rows that are asked about at once. */
    List<Integer> sizes() {
        return sizes;
    }

    @Override
    public Map<String, INDArray> signals(Batch batch, Set<String> taps) {
        if (sizes.contains(batch.rows())) {
            return asked.signals(batch, taps);
        }
        Map<String, INDArray> all = new HashMap<>();
        for (int from = 0; from < batch.rows(); from += largest) {
            int rows = Math.min(largest, batch.rows() - from);
            Map<String, INDArray> answers = piece(batch, from, rows, taps);
            for (Map.Entry<String, INDArray> answer : answers.entrySet()) {
                copy(answer.getValue(), rows, all, answer.getKey(), batch.rows(), from);
                answer.getValue().close();
            }
        }
        return all;
    }

    private Map<String, INDArray> piece(Batch batch, int from, int rows, Set<String> taps) {
        int size = sizes.stream().filter(s -> s >= rows).findFirst().orElseThrow();
        Batch piece = batch.select(
                IntStream.range(0, size).map(i -> from + Math.min(i, rows - 1)).toArray());
        try (INDArray features = piece.features()) {
            return asked.signals(new Batch(features, piece.truth(), piece.ids(), piece.views(), piece.origin()), taps);
        }
    }

    @SuppressWarnings("try") // the scope acts by being open
    private static void copy(INDArray answer, int rows, Map<String, INDArray> all, String tap, int total, int from) {
        try (MemoryWorkspace outside = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            long[] sizes = answer.shape().clone();
            sizes[0] = total;
            INDArray whole = all.computeIfAbsent(tap, t -> Nd4j.createUninitialized(answer.dataType(), sizes, 'c'));
            whole.get(rows(whole, from, from + rows)).assign(answer.get(rows(answer, 0, rows)));
        }
    }

    private static INDArrayIndex[] rows(INDArray array, int from, int to) {
        INDArrayIndex[] indexes = new INDArrayIndex[array.rank()];
        Arrays.fill(indexes, NDArrayIndex.all());
        indexes[0] = NDArrayIndex.interval(from, to);
        return indexes;
    }

    @Override
    public Teacher asked() {
        return asked;
    }

    @Override
    public Teacher around(Teacher other) {
        return new SteadyTeacher(other, largest);
    }
}
