package kd4j.edge;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A small bundle whose every part a test may change before it is packed, and whose digests then fit, unless the test says otherwise. Two raw
 * values, normalised by mean 1 and sd 2, times a matrix, plus a bias; three classes.
 */
final class Sample {
    static final float[] WEIGHT = {1, -2, 0.5f, 3, 0, -1};
    static final float[] BIAS = {0.25f, 0, -0.5f};
    static final float[] QUESTIONS = {1, 1, 3, 5, -1, 2};

    String first = "kd4j-bundle 1";
    String facts =
            """
            model onnx
            input 2
            network 2
            layout channels-first
            answers classes
            outputs 3
            golden 3
            tolerance scaled 1.0E-4
            step normalize mean 1.0 sd 2.0
            """;
    final Map<String, byte[]> entries = new LinkedHashMap<>();
    /** Lines about entries that the manifest has in other words; by name. */
    final Map<String, String> listed = new LinkedHashMap<>();

    Sample() {
        put("model.onnx", TinyOnnx.linear(new long[] {2}, WEIGHT, BIAS));
        put("labels.txt", "left\nright\nnone\n");
        put("golden-inputs.f32", TinyOnnx.floats(QUESTIONS));
        put("golden-outputs.f32", TinyOnnx.floats(rightAnswers()));
        put("MODEL_CARD.md", "# A student\n");
        put("LICENCES.txt", "Apache-2.0\n");
        put("provenance.json", "{}\n");
    }

    /** By hand: (x - 1) / 2 times the matrix plus the bias. */
    static float[] rightAnswers() {
        float[] all = new float[9];
        for (int row = 0; row < 3; row++) {
            for (int c = 0; c < 3; c++) {
                double a = (QUESTIONS[2 * row] - 1) / 2;
                double b = (QUESTIONS[2 * row + 1] - 1) / 2;
                all[3 * row + c] = (float) (a * WEIGHT[c] + b * WEIGHT[3 + c] + BIAS[c]);
            }
        }
        return all;
    }

    Sample put(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    Sample put(String name, String text) {
        return put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Sample facts(String from, String to) {
        facts = facts.replace(from, to);
        return this;
    }

    byte[] manifest() {
        StringBuilder text = new StringBuilder(first + "\n" + facts);
        entries.forEach((name, content) -> text.append(listed.getOrDefault(
                name, "entry " + name + " " + content.length + " " + Bundle.sha256(content) + "\n")));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("manifest.txt", manifest()));
        entries.forEach((name, content) -> parts.add(new Part(name, content)));
        return parts;
    }

    byte[] packed() {
        return zip(parts());
    }

    /** An entry as a test wants it. */
    record Part(String name, byte[] packed, int method, long crc, int size) {
        Part(String name, byte[] content) {
            this(name, content, 0, crc(content), content.length);
        }

        static Part deflated(String name, byte[] content, int size) {
            Deflater deflater = new Deflater(9, true);
            deflater.setInput(content);
            deflater.finish();
            byte[] room = new byte[content.length + 64];
            int length = deflater.deflate(room);
            deflater.end();
            return new Part(name, Arrays.copyOf(room, length), 8, crc(content), size);
        }

        private static long crc(byte[] content) {
            CRC32 crc = new CRC32();
            crc.update(content);
            return crc.getValue();
        }
    }

    /** Where the parts of the last zip begin: by name, its local header and its line in the list. */
    static final Map<String, int[]> PLACES = new LinkedHashMap<>();

    static byte[] zip(List<Part> parts) {
        ByteBuffer out = ByteBuffer.allocate(1 << 22).order(ByteOrder.LITTLE_ENDIAN);
        PLACES.clear();
        List<Integer> begins = new ArrayList<>();
        for (Part part : parts) {
            begins.add(out.position());
            header(out.putInt(0x04034b50), part).put(name(part)).put(part.packed);
        }
        int list = out.position();
        for (int i = 0; i < parts.size(); i++) {
            PLACES.put(parts.get(i).name, new int[] {begins.get(i), out.position()});
            header(out.putInt(0x02014b50).putShort((short) 20), parts.get(i))
                    .putShort((short) 0)
                    .putInt(0)
                    .putInt(0)
                    .putInt(begins.get(i))
                    .put(name(parts.get(i)));
        }
        int end = out.position();
        out.putInt(0x06054b50).putInt(0).putShort((short) parts.size()).putShort((short) parts.size());
        out.putInt(end - list).putInt(list).putShort((short) 0);
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private static byte[] name(Part part) {
        return part.name.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static ByteBuffer header(ByteBuffer out, Part part) {
        return out.putShort((short) 20)
                .putShort((short) 0x800)
                .putShort((short) part.method)
                .putInt(0)
                .putInt((int) part.crc)
                .putInt(part.packed.length)
                .putInt(part.size)
                .putShort((short) name(part).length)
                .putShort((short) 0);
    }
}
