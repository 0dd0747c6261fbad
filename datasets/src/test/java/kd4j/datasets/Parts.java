package kd4j.datasets;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;
import kd4j.data.DataException;
import kd4j.data.Samples;
import org.junit.jupiter.api.function.Executable;

/** What several tests of data need. */
public final class Parts {
    private Parts() {}

    /** Rows of each class. */
    public static int[] counts(Samples samples, int classes) {
        int[] counts = new int[classes];
        for (int row = 0; row < samples.size(); row++) {
            counts[samples.label(row)]++;
        }
        return counts;
    }

    /** The values of a row. */
    public static float[] row(Samples samples, int row) {
        float[] values = new float[samples.shape().values()];
        samples.read(row, values, 0);
        return values;
    }

    /** Asserts that the message of the {@link DataException} has all these words. */
    public static void assertDataError(Executable action, String... words) {
        String message = assertThrows(DataException.class, action).getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), () -> "'%s' is not in: %s".formatted(word, message));
        }
    }

    public static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    /** An IDX file of bytes: sizes of the axes, then the values. */
    public static byte[] idx(int[] sizes, int... values) {
        ByteBuffer buffer =
                ByteBuffer.allocate(4 + 4 * sizes.length + values.length).putInt(0x0800 + sizes.length);
        for (int size : sizes) {
            buffer.putInt(size);
        }
        for (int value : values) {
            buffer.put((byte) value);
        }
        return buffer.array();
    }
}
