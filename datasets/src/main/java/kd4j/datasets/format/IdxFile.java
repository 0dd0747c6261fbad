package kd4j.datasets.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import kd4j.data.DataException;
import kd4j.data.Shape;

/**
 * The IDX format of unsigned bytes: a magic number of four bytes (0, 0, type 8, number of axes), the size of each axis as a
 * big-endian 32-bit integer, then the values, last axis fastest. Source: the description by LeCun, Cortes and Burges that
 * comes with MNIST.
 */
final class IdxFile {
    private static final int UNSIGNED_BYTES = 0x0800;

    private final InputStream in;
    private final String place;

    private IdxFile(InputStream in, String place) {
        this.in = in;
        this.place = place;
    }

    /** Grey images: each row has the values of one. */
    record Images(Shape shape, List<byte[]> rows) {}

    static Images images(InputStream in, String place) throws IOException {
        return new IdxFile(in, place).images();
    }

    static int[] labels(InputStream in, String place) throws IOException {
        return new IdxFile(in, place).labels();
    }

    private Images images() throws IOException {
        int[] sizes = header(3, "images");
        long values = (long) sizes[1] * sizes[2];
        if (sizes[1] < 1 || sizes[2] < 1 || values > Integer.MAX_VALUE / 8) {
            throw new DataException("%s: the header says images of %dx%d pixels; allowed: 1x1 up to %d pixels"
                    .formatted(place, sizes[1], sizes[2], Integer.MAX_VALUE / 8));
        }
        List<byte[]> rows = new ArrayList<>();
        for (int row = 0; row < sizes[0]; row++) {
            rows.add(block((int) values, row, sizes[0], "images"));
        }
        end(sizes[0], "images");
        return new Images(Shape.of(sizes[1], sizes[2], 1), rows);
    }

    private int[] labels() throws IOException {
        int count = header(1, "labels")[0];
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw truncated(count, bytes.length, "labels");
        }
        end(count, "labels");
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = bytes[i] & 0xff;
        }
        return labels;
    }

    private int[] header(int axes, String what) throws IOException {
        byte[] bytes = in.readNBytes(4 + 4 * axes);
        ByteBuffer header = ByteBuffer.wrap(bytes);
        int magic = bytes.length < 4 ? -1 : header.getInt();
        if (magic != UNSIGNED_BYTES + axes) {
            throw new DataException("%s: no IDX file of %s: it starts with %s, allowed: the magic number %d"
                    .formatted(place, what, magic < 0 ? "other bytes" : magic, UNSIGNED_BYTES + axes));
        }
        int[] sizes = new int[axes];
        for (int i = 0; i < axes; i++) {
            sizes[i] = header.remaining() < 4 ? -1 : header.getInt();
            if (sizes[i] < 0) {
                throw new DataException(
                        "%s: truncated or damaged within its header. Fetch the file again".formatted(place));
            }
        }
        return sizes;
    }

    private byte[] block(int length, int row, int rows, String what) throws IOException {
        byte[] block = in.readNBytes(length);
        if (block.length < length) {
            throw truncated(rows, row, what);
        }
        return block;
    }

    private DataException truncated(int said, int found, String what) {
        return new DataException("%s: truncated: the header says %d %s, the file ends after %d. Fetch the file again"
                .formatted(place, said, what, found));
    }

    private void end(int count, String what) throws IOException {
        if (in.read() >= 0) {
            throw new DataException("%s: too long: there are more bytes after the %d %s that the header says"
                    .formatted(place, count, what));
        }
    }
}
