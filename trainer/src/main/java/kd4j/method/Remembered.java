package kd4j.method;

import java.util.HashMap;
import java.util.Map;
import kd4j.data.Samples;
import kd4j.data.Seeds;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A vector of length 1 for each training row, moved a little whenever its row is seen.
 *
 * @param numbers all vectors, one behind the other
 * @param size length of a vector
 * @param places the place of each row, by its id
 */
record Remembered(INDArray numbers, int size, Map<Integer, Integer> places) implements Contrast.Bank {
    /** Begins with numbers from the seed, uniform as the authors' code draws them. */
    @SuppressWarnings("try") // the scope acts by being open
    static Remembered of(Samples rows, int size, long seed) {
        Map<Integer, Integer> places = new HashMap<>();
        float[] drawn = new float[rows.size() * size];
        double bound = 1 / Math.sqrt(size / 3.0);
        for (int row = 0; row < rows.size(); row++) {
            places.put(rows.id(row), row);
            for (int i = 0; i < size; i++) {
                double number = Seeds.uniform(Seeds.mix(Seeds.Use.INITIAL, seed, row, i));
                drawn[row * size + i] = (float) (bound * (2 * number - 1));
            }
        }
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return new Remembered(Nd4j.create(drawn, new long[] {drawn.length}, DataType.FLOAT), size, places);
        }
    }

    int place(int id) {
        return places.get(id);
    }

    @Override
    public float at(int row, int place) {
        return numbers.data().getFloat((long) row * size + place);
    }

    /** {@code v = momentum * v + (1 - momentum) * embedding}, then to length 1. */
    void move(int row, float[] embedding, double momentum) {
        double[] moved = new double[size];
        double squares = 0;
        for (int i = 0; i < size; i++) {
            moved[i] = momentum * at(row, i) + (1 - momentum) * embedding[i];
            squares += moved[i] * moved[i];
        }
        double length = Math.max(Math.sqrt(squares), 1e-12);
        for (int i = 0; i < size; i++) {
            numbers.data().put((long) row * size + i, (float) (moved[i] / length));
        }
    }
}
