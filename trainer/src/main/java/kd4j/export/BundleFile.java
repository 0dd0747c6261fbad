package kd4j.export;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kd4j.edge.Bundle;
import kd4j.edge.Limits;
import kd4j.edge.Manifest;

/**
 * Writes the zip of a bundle: the manifest first, then the entries by name, all of the same date. An entry is packed where that makes it
 * smaller by a tenth or more, which the zeros of pruned weights do, and where readers do not take it for a bomb. The same content gives the
 * same bytes, as far as Java's own zlib is the same.
 */
final class BundleFile {
    /** The first day that zip files know without a further field. */
    private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 2, 0, 0);

    private static final double WORTH_IT = 0.9;

    private BundleFile() {}

    /**
     * Writes a bundle.
     *
     * @param entries by name, in the order they are to be written
     * @param manifest its text
     */
    static void write(Path file, Manifest manifest, Map<String, byte[]> entries) throws IOException {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put(Manifest.NAME, manifest.text().getBytes(StandardCharsets.UTF_8));
        all.putAll(entries);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            for (Map.Entry<String, byte[]> entry : all.entrySet()) {
                zip.putNextEntry(described(entry.getKey(), entry.getValue()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
    }

    /** All sizes stand in front of the content, so that a reader can refuse it before it unpacks it. */
    private static ZipEntry described(String name, byte[] content) {
        int packed = packed(content);
        boolean worthIt = packed <= WORTH_IT * content.length && content.length <= (long) packed * Limits.USUAL.ratio();
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(DATE);
        entry.setMethod(worthIt ? ZipEntry.DEFLATED : ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCompressedSize(worthIt ? packed : content.length);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        return entry;
    }

    private static int packed(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(content);
            deflater.finish();
            byte[] piece = new byte[1 << 13];
            int length = 0;
            while (!deflater.finished()) {
                length += deflater.deflate(piece);
            }
            return length;
        } finally {
            deflater.end();
        }
    }

    /** What the manifest says of the entries. */
    static Map<String, Manifest.Entry> listed(Map<String, byte[]> entries) {
        Map<String, Manifest.Entry> listed = new TreeMap<>();
        entries.forEach(
                (name, content) -> listed.put(name, new Manifest.Entry(content.length, Bundle.sha256(content))));
        return listed;
    }

    /** Numbers from 0 to 1 as bundles hold them, a line each. */
    static byte[] thresholds(Iterable<Double> thresholds) {
        StringBuilder lines = new StringBuilder();
        for (double threshold : thresholds) {
            String text = new BigDecimal(threshold)
                    .setScale(9, RoundingMode.HALF_EVEN)
                    .stripTrailingZeros()
                    .toPlainString();
            lines.append(text).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A text as bundles hold it. */
    static byte[] text(Iterable<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] text(String text) {
        return text(Arrays.asList(text.stripTrailing().split("\n", -1)));
    }
}
