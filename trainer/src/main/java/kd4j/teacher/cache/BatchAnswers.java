package kd4j.teacher.cache;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import kd4j.data.Batch;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The answers to one batch, put together from those that were kept and those that are asked for. */
final class BatchAnswers {
    private final Batch batch;
    private final long views;
    private final Map<String, KeptFile> files;
    private final Map<String, float[]> numbers = new HashMap<>();
    private final boolean[] missing;

    /**
     * Reads what was kept.
     *
     * @param views view numbers that each sample has
     * @param files where the answers of each tap are
     */
    BatchAnswers(Batch batch, long views, Map<String, KeptFile> files) {
        this.batch = batch;
        this.views = views;
        this.files = files;
        this.missing = new boolean[batch.rows()];
        files.forEach((tap, file) -> numbers.put(tap, read(file)));
    }

    private float[] read(KeptFile file) {
        int values = file.encoding().values();
        float[] all = new float[batch.rows() * values];
        for (int row = 0; row < batch.rows(); row++) {
            missing[row] |= !file.read(number(row), all, row * values);
        }
        return all;
    }

    /** The number of a row's record. */
    private long number(int row) {
        return batch.ids()[row] * views + batch.views()[row];
    }

    /** Rows without an answer at one of the taps or more. */
    int[] missing() {
        return rows(true);
    }

    /** Rows whose answers were kept. */
    int[] kept() {
        return rows(false);
    }

    private int[] rows(boolean wanted) {
        return IntStream.range(0, missing.length)
                .filter(row -> missing[row] == wanted)
                .toArray();
    }

    /** Takes over and keeps the answers to these rows. */
    void add(int[] rows, Map<String, float[]> answers) {
        files.forEach((tap, file) -> {
            int values = file.encoding().values();
            for (int i = 0; i < rows.length; i++) {
                file.write(number(rows[i]), answers.get(tap), i * values);
                System.arraycopy(answers.get(tap), i * values, numbers.get(tap), rows[i] * values, values);
            }
        });
    }

    /** The file in which these rows are answered otherwise; empty where all agree. */
    Optional<KeptFile> otherwise(int[] rows, Map<String, float[]> answers) {
        return files.entrySet().stream()
                .filter(e -> !same(e.getValue().encoding(), numbers.get(e.getKey()), rows, answers.get(e.getKey())))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean same(Encoding encoding, float[] here, int[] rows, float[] given) {
        int values = encoding.values();
        return IntStream.range(0, rows.length)
                .peek(i -> encoding.round(given, i * values))
                .allMatch(i -> Examination.same(here, rows[i] * values, given, i * values, values));
    }

    /** All answers, in the shapes of the taps. */
    @SuppressWarnings("try") // the scope acts by being open
    Map<String, INDArray> arrays(Map<String, long[]> shapes) {
        Map<String, INDArray> arrays = new HashMap<>();
        try (MemoryWorkspace outside = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            numbers.forEach((tap, values) -> {
                long[] shape = shapes.get(tap).clone();
                shape[0] = batch.rows();
                arrays.put(tap, Nd4j.create(values, shape, 'c'));
            });
        }
        return arrays;
    }

    /** The numbers of a teacher's answers, which are closed. */
    static Map<String, float[]> floats(Map<String, INDArray> answers) {
        Map<String, float[]> numbers = new HashMap<>();
        answers.forEach((tap, array) -> {
            if (array.dataType() != DataType.FLOAT) {
                throw new CacheException(
                        "the teacher answers '%s' with numbers of type %s; only 32-bit floats are kept. Switch it off with teacher-cache: none."
                                .formatted(tap, array.dataType()));
            }
            numbers.put(tap, array.ravel().toFloatVector());
            array.close();
        });
        return numbers;
    }
}
