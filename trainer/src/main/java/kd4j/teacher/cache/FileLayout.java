package kd4j.teacher.cache;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Where everything stands in a file of answers: a header that says in words what the answers belong to; on a page of its own how
 * long the teacher needed; a bit for each record that is there; the records, each with its checksum. Numbers are little-endian.
 *
 * @param key what the answers belong to
 * @param records how many there can be
 * @param payload bytes of a record without its checksum
 */
record FileLayout(String key, long records, int payload) {
    private static final byte[] MAGIC = "KD4J answers 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PAGE = 4096;
    static final int CHECKSUM = Integer.BYTES;

    /** Bits that one mapping can hold. */
    static final long MOST_RECORDS = 8L * (Integer.MAX_VALUE - 2 * PAGE);

    byte[] header() {
        byte[] text = key.getBytes(StandardCharsets.UTF_8);
        ByteBuffer header = ByteBuffer.allocate(MAGIC.length + Integer.BYTES + text.length + CHECKSUM)
                .order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).putInt(text.length).put(text);
        CRC32C checksum = new CRC32C();
        checksum.update(header.array(), 0, header.position());
        return header.putInt((int) checksum.getValue()).array();
    }

    /** Rows asked, and nanoseconds that they took: two longs. */
    long speed() {
        return pages(header().length);
    }

    long presence() {
        return speed() + PAGE;
    }

    /** Bytes of the bits, in whole longs. */
    long presenceBytes() {
        return (records + 63) / 64 * Long.BYTES;
    }

    long first() {
        return presence() + pages(presenceBytes());
    }

    int stride() {
        return payload + CHECKSUM;
    }

    /** The file's size; {@link Long#MAX_VALUE} where that is beyond all files. */
    long bytes() {
        return records > (Long.MAX_VALUE >> 1) / (stride() + 1L) ? Long.MAX_VALUE : first() + records * stride();
    }

    private static long pages(long bytes) {
        return (bytes + PAGE - 1) / PAGE * PAGE;
    }
}
