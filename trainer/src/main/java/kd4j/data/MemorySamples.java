package kd4j.data;

import java.util.Objects;
import kd4j.component.ShapeException;

/** Samples that are held in memory, as floats or as bytes (a quarter of the space) with a common scale. */
public final class MemorySamples implements Samples {
    private final Shape shape;
    private final float[][] floats;
    private final byte[][] bytes;
    private final float scale;
    private final Truth truth;

    private MemorySamples(Shape shape, float[][] floats, byte[][] bytes, float scale, Truth truth) {
        this.shape = Objects.requireNonNull(shape);
        this.floats = floats;
        this.bytes = bytes;
        this.scale = scale;
        this.truth = truth;
        int rows = floats == null ? bytes.length : floats.length;
        if (rows != truth.rows()) {
            throw new DataException("%d rows but %d %s"
                    .formatted(rows, truth.rows(), truth.kind() == Truth.Kind.CLASSES ? "labels" : "rows of targets"));
        }
        for (int i = 0; i < rows; i++) {
            int length = floats == null ? bytes[i].length : floats[i].length;
            if (length != shape.values()) {
                throw new ShapeException("row %d has %d values, a sample of shape %s has %d"
                        .formatted(i, length, shape, shape.values()));
            }
        }
    }

    /** Rows of floats; the arrays are kept, not copied. */
    public static MemorySamples ofFloats(Shape shape, float[][] rows, int[] labels) {
        return new MemorySamples(shape, rows, null, 1, new Truth.Classes(labels));
    }

    /** Rows of floats with numbers to predict, in the units of the data; the arrays are kept, not copied. */
    public static MemorySamples ofTargets(Shape shape, float[][] rows, double[][] targets) {
        int count = targets.length == 0 ? 0 : targets[0].length;
        return new MemorySamples(shape, rows, null, 1, new Truth.Targets(targets, TargetForm.asTheyAre(count)));
    }

    /** Rows of unsigned bytes, each value read as {@code byte * scale}; the arrays are kept, not copied. */
    public static MemorySamples ofBytes(Shape shape, byte[][] rows, float scale, int[] labels) {
        return new MemorySamples(shape, null, rows, scale, new Truth.Classes(labels));
    }

    @Override
    public int size() {
        return truth.rows();
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public void read(int row, float[] into, int at) {
        if (floats != null) {
            System.arraycopy(floats[row], 0, into, at, floats[row].length);
            return;
        }
        byte[] from = bytes[row];
        for (int i = 0; i < from.length; i++) {
            into[at + i] = (from[i] & 0xff) * scale;
        }
    }

    @Override
    public Truth.Kind kind() {
        return truth.kind();
    }

    @Override
    public Truth truth(int[] rows) {
        return truth.select(rows);
    }

    @Override
    public int label(int row) {
        if (truth instanceof Truth.Classes classes) {
            return classes.labels()[row];
        }
        throw new DataException("row %d has targets and belongs to no class".formatted(row));
    }

    @Override
    public int id(int row) {
        return Objects.checkIndex(row, truth.rows());
    }
}
