package kd4j.data;

import java.util.Arrays;
import java.util.Objects;

/** Some rows of other samples, in an order of their own. */
@SuppressWarnings("ArrayRecordComponent") // never compared; lists of boxes would cost an object a row
record SelectedSamples(Samples base, int[] rows) implements Samples {
    SelectedSamples {
        for (int row : rows) {
            Objects.checkIndex(row, base.size());
        }
    }

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public Shape shape() {
        return base.shape();
    }

    @Override
    public void read(int row, float[] into, int at) {
        base.read(rows[row], into, at);
    }

    @Override
    public Truth.Kind kind() {
        return base.kind();
    }

    @Override
    public Truth truth(int[] some) {
        return base.truth(Arrays.stream(some).map(row -> rows[row]).toArray());
    }

    @Override
    public int label(int row) {
        return base.label(rows[row]);
    }

    @Override
    public int id(int row) {
        return base.id(rows[row]);
    }

    @Override
    public Samples root() {
        return base.root();
    }
}
