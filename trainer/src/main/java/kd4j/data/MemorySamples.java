package kd4j.data;

import java.util.Objects;
import kd4j.component.ShapeException;

/** Samples that are held in memory, as floats or as bytes (a quarter of the space) with a common scale. */
public final class MemorySamples implements Samples {
    private final Shape shape;
    private final float[][] floats;
    private final byte[][] bytes;
    private final float scale;
    private final int[] labels;

    private MemorySamples(Shape shape, float[][] floats, byte[][] bytes, float scale, int[] labels) {
        this.shape = Objects.requireNonNull(shape);
        this.floats = floats;
        this.bytes = bytes;
        this.scale = scale;
        this.labels = labels;
        int rows = floats == null ? bytes.length : floats.length;
        if (rows != labels.length) {
            throw new DataException("%d rows but %d labels".formatted(rows, labels.length));
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
        return new MemorySamples(shape, rows, null, 1, labels);
    }

    /** Rows of unsigned bytes, each value read as {@code byte * scale}; the arrays are kept, not copied. */
    public static MemorySamples ofBytes(Shape shape, byte[][] rows, float scale, int[] labels) {
        return new MemorySamples(shape, null, rows, scale, labels);
    }

    @Override
    public int size() {
        return labels.length;
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
    public int label(int row) {
        return labels[row];
    }

    @Override
    public int id(int row) {
        return Objects.checkIndex(row, labels.length);
    }
}
