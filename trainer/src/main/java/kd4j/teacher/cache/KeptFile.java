package kd4j.teacher.cache;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * BatchAnswers by number, in a file that several processes may read and fill at once. Nothing is locked while it is filled: a record
 * is written whole before its bit is set, by one atomic operation; two processes that write the same record write the same
 * bytes; and a record whose checksum does not fit is one that is not there. Used by one thread.
 *
 * <p>Records are read through memory maps and written by calls, because a full disk is an error of a call, but the end of a
 * process that writes through a map.
 */
final class KeptFile implements AutoCloseable {
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Bytes of one map of records. */
    private static final long MAP = 1L << 30;

    private final Path file;
    private final FileLayout layout;
    private final Encoding encoding;
    private final FileChannel channel;
    private final MappedByteBuffer speed;
    private final MappedByteBuffer presence;
    private final MappedByteBuffer[] maps;
    private final long recordsInMap;
    private final ByteBuffer record;
    private final CRC32C checksum = new CRC32C();
    private long damaged;

    private KeptFile(Path file, FileLayout layout, Encoding encoding, FileChannel channel) throws IOException {
        this.file = file;
        this.layout = layout;
        this.encoding = encoding;
        this.channel = channel;
        this.speed = channel.map(MapMode.READ_WRITE, layout.speed(), 2 * Long.BYTES);
        this.presence = channel.map(MapMode.READ_WRITE, layout.presence(), layout.presenceBytes());
        this.recordsInMap = Math.max(1, MAP / layout.stride());
        this.maps = new MappedByteBuffer[Math.toIntExact((layout.records() + recordsInMap - 1) / recordsInMap)];
        this.record = ByteBuffer.allocate(layout.stride()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Opens the file, or makes it.
     *
     * @throws CacheException when it cannot be read or made
     */
    static KeptFile open(Path file, FileLayout layout, Encoding encoding) {
        try {
            KeptFiles.prepare(file, layout);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return new KeptFile(file, layout, encoding, channel);
        } catch (IOException e) {
            throw cannot(file, e);
        }
    }

    Path file() {
        return file;
    }

    Encoding encoding() {
        return encoding;
    }

    /** Reads an answer; false where there is none that is whole. */
    boolean read(long number, float[] to, int at) {
        if (((long) LONG.getVolatile(presence, word(number)) >>> number & 1) == 0) {
            return false;
        }
        MappedByteBuffer map = map(number);
        map.get((int) (number % recordsInMap * layout.stride()), record.array());
        if (record.getInt(layout.payload()) != checksum(number)) {
            damaged++;
            return false;
        }
        encoding.read(record.clear(), to, at);
        return true;
    }

    /** Writes an answer, and brings the numbers into the form that {@link #read} gives them. */
    void write(long number, float[] answer, int at) {
        encoding.write(answer, at, record.clear());
        record.putInt(layout.payload(), checksum(number));
        record.clear();
        long position = layout.first() + number * layout.stride();
        try {
            while (record.hasRemaining()) {
                channel.write(record, position + record.position());
            }
        } catch (IOException e) {
            throw cannot(file, e);
        }
        LONG.getAndBitwiseOr(presence, word(number), 1L << number);
        encoding.read(record.clear(), answer, at);
    }

    /** Notes how long the teacher needed for some rows. */
    void took(long rows, long nanos) {
        LONG.getAndAdd(speed, 0, rows);
        LONG.getAndAdd(speed, Long.BYTES, nanos);
    }

    /** Seconds that the teacher needed for a row, on average over all that was computed for this file; 0 for an empty one. */
    double secondsForRow() {
        long rows = (long) LONG.getVolatile(speed, 0);
        return rows == 0 ? 0 : (long) LONG.getVolatile(speed, Long.BYTES) / 1e9 / rows;
    }

    /** Records that are said to be there. */
    long present() {
        long count = 0;
        for (int i = 0; i < layout.presenceBytes(); i += Long.BYTES) {
            count += Long.bitCount((long) LONG.getVolatile(presence, i));
        }
        return count;
    }

    /** Records that were found to be damaged so far. */
    long damaged() {
        return damaged;
    }

    private static int word(long number) {
        return (int) (number >>> 6) * Long.BYTES;
    }

    /** Of number and payload, so that no record can be taken for another; never 0, which is what a hole in a file reads as. */
    private int checksum(long number) {
        checksum.reset();
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            checksum.update((int) (number >>> shift));
        }
        checksum.update(record.array(), 0, layout.payload());
        int value = (int) checksum.getValue();
        return value == 0 ? 1 : value;
    }

    private MappedByteBuffer map(long number) {
        int index = (int) (number / recordsInMap);
        if (maps[index] == null) {
            long from = index * recordsInMap;
            long count = Math.min(recordsInMap, layout.records() - from);
            try {
                maps[index] = channel.map(
                        MapMode.READ_ONLY, layout.first() + from * layout.stride(), count * layout.stride());
            } catch (IOException e) {
                throw cannot(file, e);
            }
        }
        return maps[index];
    }

    private static CacheException cannot(Path file, IOException e) {
        String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        return new CacheException(
                ("%s: a teacher's answers cannot be kept there: %s (%s). Free space or rights, choose another place with"
                                + " teacher-cache.folder, or switch it off with teacher-cache: none. A run that stopped goes"
                                + " on with --resume; answers that were kept stay.")
                        .formatted(file, reason, e.getClass().getSimpleName()),
                e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw cannot(file, e);
        }
    }
}
