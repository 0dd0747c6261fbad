package kd4j.datasets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Small files in the layout of CIFAR-10's binary version. */
public final class Cifar {
    public static final int RECORD = 3073;

    private Cifar() {}

    /**
     * A record whose planes have one colour each, but for the second pixel of the first row and the first pixel of the second
     * row, which are 1 and 2 in all planes.
     */
    public static byte[] record(int label, int red, int green, int blue) {
        byte[] bytes = new byte[RECORD];
        bytes[0] = (byte) label;
        int[] colours = {red, green, blue};
        for (int c = 0; c < 3; c++) {
            int plane = 1 + 1024 * c;
            Arrays.fill(bytes, plane, plane + 1024, (byte) colours[c]);
            bytes[plane + 1] = 1;
            bytes[plane + 32] = 2;
        }
        return bytes;
    }

    public static byte[] records(byte[]... records) {
        byte[] all = new byte[RECORD * records.length];
        for (int i = 0; i < records.length; i++) {
            System.arraycopy(records[i], 0, all, RECORD * i, RECORD);
        }
        return all;
    }

    public static byte[] names(String... names) {
        // The published file ends in an empty line.
        return (String.join("\n", names) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** A tar archive of files by their paths. */
    public static byte[] tar(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }
}
