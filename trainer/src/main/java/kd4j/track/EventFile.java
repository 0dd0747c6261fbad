package kd4j.track;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * An event file as TensorFlow writes it: records of {@code length, CRC of the length, message, CRC of the message}, numbers little-endian,
 * each CRC-32C rotated right by 15 bits and raised by {@code 0xa282ead8} (TensorFlow, {@code core/lib/io/record_writer}). Each
 * message is an {@code Event} of {@code event.proto}; the first says the version of the format.
 *
 * @param path the file; its name must contain {@code tfevents} for TensorBoard to find it
 */
public record EventFile(Path path) {
    private static final int MASK = 0xa282ead8;
    private static final int MASK_BITS = 15;
    private static final int HEAD = Long.BYTES + Integer.BYTES;

    /**
     * Begins the file, or takes away what an interrupted training wrote behind the state that it goes on from: everything from the first
     * event on whose step is larger, or that is damaged.
     *
     * @param lastStep the step of that state; 0 for a training that begins
     * @param seconds the time since 1970, for a file that is begun
     */
    public void keepUpTo(long lastStep, double seconds) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        long end = lastStep == 0 || !Files.exists(path) ? 0 : end(lastStep);
        if (end == 0) {
            Files.write(path, record(event(seconds, 0).text(3, "brain.Event:2").bytes()));
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(end);
        }
    }

    /** Adds values of one step. */
    public void add(double seconds, long step, List<Entry> entries) throws IOException {
        Wire summary = new Wire();
        entries.forEach(entry -> summary.message(1, value(entry)));
        Files.write(path, record(event(seconds, step).message(5, summary).bytes()), StandardOpenOption.APPEND);
    }

    private static Wire event(double seconds, long step) {
        return new Wire().real(1, seconds).whole(2, step);
    }

    private static Wire value(Entry entry) {
        Wire value = new Wire().text(1, entry.tag());
        if (entry instanceof Entry.Scalar scalar) {
            return value.single(2, (float) scalar.value());
        }
        if (entry instanceof Entry.Spread spread) {
            return value.message(5, histogram(spread.histogram()));
        }
        Wire dimension = new Wire().message(2, new Wire().whole(1, 1));
        Wire tensor = new Wire().whole(1, 7).message(2, dimension).text(8, ((Entry.Text) entry).text());
        Wire plugin = new Wire().message(1, new Wire().text(1, "text"));
        return value.message(8, tensor).message(9, plugin);
    }

    private static Wire histogram(Histogram h) {
        return new Wire()
                .real(1, h.min())
                .real(2, h.max())
                .real(3, h.count())
                .real(4, h.sum())
                .real(5, h.squares())
                .reals(6, h.limits())
                .reals(7, h.buckets());
    }

    private static byte[] record(byte[] message) {
        byte[] length = little(Long.BYTES).putLong(message.length).array();
        return little(HEAD + message.length + Integer.BYTES)
                .put(length)
                .putInt(masked(length))
                .put(message)
                .putInt(masked(message))
                .array();
    }

    private static int masked(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), MASK_BITS) + MASK;
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Where the events of this step and those before it end; 0 where not even the first is whole. */
    private long end(long lastStep) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        long end = 0;
        while (all.remaining() >= HEAD) {
            byte[] length = new byte[Long.BYTES];
            all.get(length);
            long size = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (all.getInt() != masked(length) || size < 0 || size > all.remaining() - Integer.BYTES) {
                return end;
            }
            byte[] message = new byte[(int) size];
            all.get(message);
            if (all.getInt() != masked(message) || step(message) > lastStep) {
                return end;
            }
            end = all.position();
        }
        return end;
    }

    /** The second field of events that this class wrote: behind tag and number of the time, and its own tag. */
    private static long step(byte[] message) {
        long step = 0;
        int shift = 0;
        for (int i = 2 + Double.BYTES; i < message.length; i++) {
            step |= (message[i] & 0x7fL) << shift;
            if (message[i] >= 0) {
                return step;
            }
            shift += 7;
        }
        return step;
    }
}
