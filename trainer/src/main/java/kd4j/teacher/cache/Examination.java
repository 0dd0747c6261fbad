package kd4j.teacher.cache;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import kd4j.data.Batch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Whether a teacher's answer to a row is a function of the row: whether it has the same bits at every place of a batch, beside
 * every other row, and for each number of rows that a {@link SteadyTeacher} asks about. Which instructions are executed for a
 * place depends on the number of rows and not on their values, so it is enough to have seen each place once.
 */
final class Examination {
    private Examination() {}

    /**
     * Asks about rows of a batch in all sizes and in other places than before.
     *
     * @return what was found to differ, in words; empty where nothing does
     */
    static Optional<String> of(SteadyTeacher teacher, Batch batch, Set<String> taps) {
        int largest = teacher.sizes().get(teacher.sizes().size() - 1);
        int[] first = IntStream.range(0, largest).map(i -> i % batch.rows()).toArray();
        Map<String, float[]> expected = ask(teacher, batch, first, taps);
        return teacher.sizes().stream()
                .flatMap(size -> differs(teacher, batch, size, largest, expected).stream())
                .findFirst();
    }

    private static Optional<String> differs(
            SteadyTeacher teacher, Batch batch, int size, int largest, Map<String, float[]> expected) {
        // No divisor in common with the largest size: step by step each place of it is compared with every other.
        int shift = largest / 2 + (largest % 4 == 2 ? 2 : 1);
        int[] places = IntStream.range(0, size).map(i -> (shift + i) % largest).toArray();
        int[] rows = IntStream.of(places).map(i -> i % batch.rows()).toArray();
        Map<String, float[]> found = ask(teacher, batch, rows, expected.keySet());
        return expected.keySet().stream()
                .filter(tap -> !same(expected.get(tap), places, largest, found.get(tap)))
                .map(tap -> "its answer '%s' to a row among %d rows has other bits than among %d"
                        .formatted(tap, size, largest))
                .findFirst();
    }

    private static boolean same(float[] expected, int[] places, int largest, float[] found) {
        int values = expected.length / largest;
        return IntStream.range(0, places.length)
                .allMatch(i -> same(expected, places[i] * values, found, i * values, values));
    }

    /** Whether numbers have the same bits. */
    static boolean same(float[] one, int at, float[] other, int otherAt, int count) {
        for (int i = 0; i < count; i++) {
            if (Float.floatToRawIntBits(one[at + i]) != Float.floatToRawIntBits(other[otherAt + i])) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, float[]> ask(SteadyTeacher teacher, Batch batch, int[] rows, Set<String> taps) {
        Batch some = batch.select(rows);
        try (INDArray features = some.features()) {
            return BatchAnswers.floats(
                    teacher.signals(new Batch(features, some.truth(), some.ids(), some.views(), some.origin()), taps));
        }
    }
}
