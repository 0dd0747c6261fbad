package kd4j.teacher.cache;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import kd4j.data.Batch;
import kd4j.teacher.Answered;
import kd4j.teacher.Teacher;
import kd4j.teacher.TeacherAround;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A teacher that is asked once about each view of each sample: what it has answered is read, and only the rows of a batch that
 * are missing are asked about and kept. Rows of unknown origin, and taps whose answers cannot be kept, are asked about always.
 *
 * <p>Before the first answer is kept, the teacher has to pass the {@link Examination}; before the first kept answer is used, some
 * are compared with what the teacher says now.
 */
final class CachedTeacher implements TeacherAround {
    /** Kept answers of each shelf that are compared. */
    private static final int COMPARED = 8;

    private final SteadyTeacher asked;
    private final AnswerStore store;
    private final String name;
    private final Map<String, long[]> shapes = new HashMap<>();
    private final Shelves shelves;
    private Answered answered = Answered.NOTHING;

    CachedTeacher(SteadyTeacher asked, AnswerStore store, String name) {
        this.asked = asked;
        this.store = store;
        this.name = name;
        this.shelves = new Shelves(store, name);
    }

    @Override
    public Map<String, INDArray> signals(Batch batch, Set<String> taps) {
        Optional<Shelves.Shelf> shelf = batch.origin().flatMap(shelves::of);
        if (shelf.isEmpty()) {
            return asked.signals(batch, taps);
        }
        if (!shapes.keySet().containsAll(taps)) {
            learnShapes(batch, taps);
        }
        return shelf.get()
                .files(taps, tap -> values(shapes.get(tap)))
                .map(files -> look(batch, taps, shelf.get(), files))
                .orElseGet(() -> asked.signals(batch, taps));
    }

    private void learnShapes(Batch batch, Set<String> taps) {
        Batch one = batch.select(new int[] {0});
        try (INDArray features = one.features()) {
            Batch row = new Batch(features, one.truth(), one.ids(), one.views(), one.origin());
            asked.signals(row, taps).forEach((tap, array) -> {
                shapes.put(tap, array.shape().clone());
                array.close();
            });
        }
    }

    private static int values(long[] shape) {
        return Math.toIntExact(Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact));
    }

    private Map<String, INDArray> look(
            Batch batch, Set<String> taps, Shelves.Shelf shelf, Map<String, KeptFile> files) {
        long damagedBefore = damaged(files);
        BatchAnswers answers = new BatchAnswers(batch, shelf.views(), files);
        int[] kept = answers.kept();
        int[] missing = answers.missing();
        if (kept.length > 0 && shelf.firstUse()) {
            compare(batch, kept, taps, answers);
        }
        if (missing.length > 0) {
            if (!store.passes(name, asked, batch, taps)) {
                shelf.give(taps);
                return asked.signals(batch, taps);
            }
            complete(batch, missing, taps, answers, files);
        }
        count(batch.rows(), kept.length, files, damaged(files) - damagedBefore);
        return answers.arrays(shapes);
    }

    private static long damaged(Map<String, KeptFile> files) {
        return files.values().stream().mapToLong(KeptFile::damaged).sum();
    }

    private void compare(Batch batch, int[] kept, Set<String> taps, BatchAnswers answers) {
        int[] some = Arrays.copyOf(kept, Math.min(COMPARED, kept.length));
        answers.otherwise(some, ask(batch, some, taps)).ifPresent(file -> {
            throw new CacheException(
                    "%s: holds other answers than the teacher gives now to the same rows, though it was made for the same teacher, data and arithmetic. Delete the file, and it is made again; or switch it off with teacher-cache: none."
                            .formatted(file.file()));
        });
    }

    private void complete(
            Batch batch, int[] missing, Set<String> taps, BatchAnswers answers, Map<String, KeptFile> files) {
        long before = System.nanoTime();
        Map<String, float[]> given = ask(batch, missing, taps);
        long nanos = System.nanoTime() - before;
        files.values().forEach(file -> file.took(missing.length, nanos));
        answers.add(missing, given);
    }

    private Map<String, float[]> ask(Batch batch, int[] rows, Set<String> taps) {
        if (Arrays.equals(rows, IntStream.range(0, batch.rows()).toArray())) {
            return BatchAnswers.floats(asked.signals(batch, taps));
        }
        Batch some = batch.select(rows);
        try (INDArray features = some.features()) {
            return BatchAnswers.floats(
                    asked.signals(new Batch(features, some.truth(), some.ids(), some.views(), some.origin()), taps));
        }
    }

    private void count(int rows, int kept, Map<String, KeptFile> files, long damaged) {
        double each = files.values().stream()
                .mapToDouble(KeptFile::secondsForRow)
                .max()
                .orElse(0);
        answered = answered.plus(new Answered(rows, kept, kept * each, damaged));
    }

    @Override
    public Answered answered() {
        return answered;
    }

    @Override
    public Teacher asked() {
        return asked;
    }

    /** The origin of a batch says which part it is of; who answers for the test part only is asked each time. */
    @Override
    public Teacher around(Teacher other) {
        return other;
    }

    @Override
    public void close() {
        shelves.close();
        asked.close();
    }
}
