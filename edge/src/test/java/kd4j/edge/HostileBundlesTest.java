package kd4j.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kd4j.edge.Sample.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bundles that somebody tampered with: each must be refused with what is wrong, and before it costs memory. */
class HostileBundlesTest {
    private static final Map<String, Case> CASES = new LinkedHashMap<>();

    private record Case(Supplier<byte[]> bytes, String message) {}

    static {
        paths();
        archives();
        contents();
        manifests();
        labels();
        models();
    }

    private static void add(String name, String message, Supplier<byte[]> bytes) {
        CASES.put(name, new Case(bytes, message));
    }

    /** A sample that was changed before it was packed, with digests that fit. */
    private static void changed(String name, String message, Consumer<Sample> change) {
        add(name, message, () -> {
            Sample sample = new Sample();
            change.accept(sample);
            return sample.packed();
        });
    }

    /** A good zip in which bytes were overwritten. */
    private static void patched(String name, String message, Consumer<ByteBuffer> patch) {
        add(name, message, () -> {
            byte[] bytes = new Sample().packed();
            patch.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
            return bytes;
        });
    }

    private static int local(String name) {
        return Sample.PLACES.get(name)[0];
    }

    private static int listed(String name) {
        return Sample.PLACES.get(name)[1];
    }

    private static void with(String name, String message, Part part) {
        add(name, message, () -> {
            List<Part> parts = new ArrayList<>(new Sample().parts());
            parts.add(part);
            return Sample.zip(parts);
        });
    }

    private static void paths() {
        byte[] text = {'x'};
        with("zip slip upwards", "'../evil.sh' is a path", new Part("../evil.sh", text));
        with("zip slip absolute", "'/etc/passwd' is a path", new Part("/etc/passwd", text));
        with("zip slip on Windows", "is a path", new Part("..\\evil.exe", text));
        with("drive letter", "'C:evil' is a path", new Part("C:evil", text));
        with("folder", "'folder/' is a path", new Part("folder/", new byte[0]));
        with("control character in an entry's name", "characters other than letters", new Part("a\u001b[2J", text));
        with("zero byte in an entry's name", "characters other than letters", new Part("model.onnx\0.txt", text));
        with("endless name", "an entry's name has 300 bytes", new Part("a".repeat(300), text));
        with("extra entry", "entry 'extra.txt' is none that bundles have", new Part("extra.txt", text));
        with("entry twice", "entry 'labels.txt' is there twice", new Part("labels.txt", text));
    }

    private static void archives() {
        add("empty file", "does not end as a zip file", () -> new byte[0]);
        add("no zip", "does not end as a zip file", () -> "This is a text of some length, no zip"
                .getBytes(StandardCharsets.US_ASCII));
        add("cut off by a byte", "does not end as a zip file", () -> cut(1));
        add("cut off in the middle", "does not end as a zip file", () -> cut(500));
        add("something behind it", "something was put behind it", () -> {
            byte[] bytes = new Sample().packed();
            return Arrays.copyOf(bytes, bytes.length + 3);
        });
        patched("two parts", "several parts", b -> b.putShort(b.capacity() - 18, (short) 1));
        patched("comment", "several parts", b -> b.putShort(b.capacity() - 2, (short) 5));
        patched("list elsewhere", "list of entries is not where", b -> b.putInt(b.capacity() - 6, 10));
        patched("list beyond the file", "list of entries is not where", b -> b.putInt(b.capacity() - 6, -1));
        patched("more entries than listed", "is not in its list", b -> count(b, 9));
        patched("fewer entries than listed", "belong to no entry", b -> count(b, 7));
        patched("thousands of entries", "it has 65535 entries", b -> count(b, 65535));
        patched(
                "overlapping entries",
                "may neither overlap",
                b -> b.putInt(listed("labels.txt") + 42, local("model.onnx")));
        patched("encrypted", "is encrypted", b -> b.putShort(listed("labels.txt") + 8, (short) 1));
        patched("streamed", "is encrypted or streamed", b -> b.putShort(listed("labels.txt") + 8, (short) 8));
        patched("encrypted in the local header", "is encrypted", b -> b.putShort(local("labels.txt") + 6, (short) 1));
        patched("unknown packing", "method 12", b -> b.putShort(listed("labels.txt") + 10, (short) 12));
        patched("symbolic link", "attributes of a link", b -> b.putInt(listed("labels.txt") + 38, 0xA1FF0000));
        patched("extra field", "extra fields", b -> b.putShort(listed("labels.txt") + 30, (short) 4));
        patched(
                "other name in the local header",
                "described in two ways",
                b -> b.put(local("labels.txt") + 30, (byte) 'L'));
        patched("other size in the local header", "described in two ways", b -> b.putInt(local("labels.txt") + 22, 1));
        patched("64-bit size", "unpack to", b -> b.putInt(listed("labels.txt") + 24, -1)
                .putInt(local("labels.txt") + 22, -1));
        patched("packed beyond the file", "more than the file", b -> b.putInt(listed("labels.txt") + 20, 1 << 30));
        patched("wrong checksum", "checksum", b -> b.put(local("labels.txt") + 40, (byte) 'X'));
        with("zip bomb", "would unpack", Part.deflated("bomb", new byte[2_000_000], 2_000_000));
        with("zip bomb of many gigabytes", "unpack to", Part.deflated("bomb", new byte[2_000_000], Integer.MAX_VALUE));
        with("bomb that says it is small", "does not unpack to", Part.deflated("bomb", new byte[2_000_000], 100));
        with("bomb that says it is large", "does not unpack to", Part.deflated("bomb", new byte[100], 50_000));
        with("damaged packing", "is damaged", new Part("bomb", new byte[] {7, 7, 7, 7}, 8, 0, 10));
    }

    private static byte[] cut(int by) {
        byte[] bytes = new Sample().packed();
        return Arrays.copyOf(bytes, bytes.length - by);
    }

    private static void count(ByteBuffer zip, int entries) {
        zip.putShort(zip.capacity() - 14, (short) entries).putShort(zip.capacity() - 12, (short) entries);
    }

    private static void contents() {
        for (String name : new Sample().entries.keySet()) {
            changed("without " + name, "entry " + name + " is missing", s -> s.entries.remove(name));
        }
        changed(
                "wrong digest",
                "entry model.onnx was changed",
                s -> s.listed.put(
                        "model.onnx",
                        "entry model.onnx " + s.entries.get("model.onnx").length + " " + "0".repeat(64) + "\n"));
        changed(
                "wrong length",
                "entry labels.txt was changed",
                s -> s.listed.put(
                        "labels.txt", "entry labels.txt 9999 " + Bundle.sha256(s.entries.get("labels.txt")) + "\n"));
        changed("entry that is not listed", "but its manifest lists", s -> s.listed.put("labels.txt", ""));
        changed(
                "NaN in a golden question",
                "number 2 of row 1 is NaN",
                s -> s.put("golden-inputs.f32", TinyOnnx.floats(1, Float.NaN, 0, 0, 0, 0)));
        changed(
                "infinity in a golden answer",
                "is Infinity",
                s -> s.put("golden-outputs.f32", TinyOnnx.floats(Float.POSITIVE_INFINITY, 0, 0, 0, 0, 0, 0, 0, 0)));
        changed("too few golden numbers", "it has 8 bytes", s -> s.put("golden-inputs.f32", TinyOnnx.floats(1, 2)));
        changed(
                "model card that is no text",
                "no text in UTF-8",
                s -> s.put("MODEL_CARD.md", new byte[] {(byte) 0xff, (byte) 0xfe, '\n'}));
        changed(
                "terminal commands in the model card",
                "U+001B",
                s -> s.put("MODEL_CARD.md", "# \u001b]0;owned\u0007\n"));
        changed("threshold above 1", "threshold 2 is '1.5'", s -> s.put("thresholds.txt", "0.5\n1.5\n0\n"));
        changed("two thresholds for three classes", "2 thresholds for 3", s -> s.put("thresholds.txt", "0.5\n0.5\n"));
        changed("threshold that is no number", "threshold 1 is 'NaN'", s -> s.put("thresholds.txt", "NaN\n0\n0\n"));
        changed("negative threshold", "threshold 3 is '-0.5'", s -> s.put("thresholds.txt", "0\n0\n-0.5\n"));
        changed("threshold in powers of ten", "threshold 1 is '1e-1'", s -> s.put("thresholds.txt", "1e-1\n0\n0\n"));
        changed(
                "threshold of a thousand digits",
                "threshold 1 is",
                s -> s.put("thresholds.txt", "0." + "1".repeat(1000) + "\n0\n0\n"));
        changed("thresholds without an end", "its last line does not end", s -> s.put("thresholds.txt", "0\n0\n0"));
        changed("thresholds of numbers", "allowed is one for each class", s -> s.facts(
                        "answers classes", "answers numbers")
                .put("thresholds.txt", "0\n0\n0\n"));
        changed("thresholds that are not listed", "but its manifest lists", s -> {
            s.put("thresholds.txt", "0\n0\n0\n");
            s.listed.put("thresholds.txt", "");
        });
        changed("thresholds that were changed", "entry thresholds.txt was changed", s -> {
            s.put("thresholds.txt", "0\n0\n0\n");
            s.listed.put("thresholds.txt", "entry thresholds.txt 6 " + Bundle.sha256(new byte[6]) + "\n");
        });
        changed("text without end", "allowed are 1048576", s -> s.put("LICENCES.txt", "x".repeat(1_048_577)));
        add("manifest is not the first entry", "first entry is not manifest.txt", () -> {
            List<Part> parts = new ArrayList<>(new Sample().parts());
            parts.add(parts.remove(0));
            return Sample.zip(parts);
        });
    }

    private static void manifests() {
        changed("other version", "layout '2'; this release reads layout 1", s -> s.first = "kd4j-bundle 2");
        changed("no version", "there must be 'kd4j-bundle'", s -> s.first = "bundle 1");
        changed("huge row", "number '99999999999'", s -> s.facts("input 2", "input 99999999999"));
        changed("row beyond the limit", "has more than", s -> s.facts("input 2", "input 16000000 16000000"));
        changed("row of nothing", "number '0'", s -> s.facts("input 2", "input 0"));
        changed("negative size", "number '-2'", s -> s.facts("input 2", "input -2"));
        changed("octal number", "number '02'", s -> s.facts("input 2", "input 02"));
        changed("four axes", "input has 4 sizes", s -> s.facts("input 2", "input 1 1 1 2"));
        changed("million golden rows", "allowed are 1 to 1024", s -> s.facts("golden 3", "golden 1000000"));
        changed("more outputs than names", "it has 3 names for 4 outputs", s -> s.facts("outputs 3", "outputs 4"));
        changed("tolerance that is no number", "number 'NaN'", s -> s.facts("1.0E-4", "NaN"));
        changed("endless tolerance", "number '1.0E999'", s -> s.facts("1.0E-4", "1.0E999"));
        changed(
                "number of a thousand digits",
                "allowed are finite decimal numbers",
                s -> s.facts("1.0E-4", "1".repeat(1000)));
        changed("division by zero", "sd is 0.0", s -> s.facts("sd 2.0", "sd 0.0"));
        changed("unknown step", "word 'shell'", s -> s.facts("step normalize mean 1.0 sd 2.0", "step shell rm"));
        changed("step with other words", "it takes [mean, sd]", s -> s.facts("mean 1.0 sd 2.0", "mean 1.0"));
        changed("steps that make another row", "the steps make rows of", s -> s.facts("network 2", "network 3"));
        changed(
                "resize of a vector",
                "resize takes images",
                s -> s.facts("step normalize mean 1.0 sd 2.0", "step resize height 9 width 9"));
        changed(
                "steps without end",
                "lines; allowed are 64",
                s -> s.facts("step normalize mean 1.0 sd 2.0\n", "step normalize mean 1.0 sd 2.0\n".repeat(100)));
        changed("unknown layout", "word 'sideways'", s -> s.facts("channels-first", "sideways"));
        changed("unknown model", "word 'python'", s -> s.facts("model onnx", "model python"));
        changed("missing line", "there must be 'golden'", s -> s.facts("golden 3\n", ""));
        changed("two spaces", "there must be 'outputs'", s -> s.facts("outputs 3", "outputs  3"));
        changed(
                "entry listed twice",
                "listed twice",
                s -> s.listed.put("labels.txt", ("entry labels.txt 1 " + "0".repeat(64) + "\n").repeat(2)));
        changed("short digest", "64 hexadecimal digits", s -> s.listed.put("labels.txt", "entry labels.txt 1 abc\n"));
    }

    private static void labels() {
        changed("path upwards in a label", "leads to a folder", s -> s.put("labels.txt", "../../bin/sh\nb\nc\n"));
        changed("absolute path in a label", "leads to a folder", s -> s.put("labels.txt", "/etc/passwd\nb\nc\n"));
        changed("Windows path in a label", "leads to a folder", s -> s.put("labels.txt", "a\\b\nb\nc\n"));
        changed("home in a label", "leads to a folder", s -> s.put("labels.txt", "~/x\nb\nc\n"));
        changed("control character in a label", "U+0007", s -> s.put("labels.txt", "a\u0007\nb\nc\n"));
        changed("text turned round in a label", "U+202E", s -> s.put("labels.txt", "a\u202eb\nb\nc\n"));
        changed("label twice", "is there twice", s -> s.put("labels.txt", "a\na\nc\n"));
        changed("empty label", "is empty", s -> s.put("labels.txt", "a\n\nc\n"));
        changed("endless label", "more than 200 characters", s -> s.put("labels.txt", "a".repeat(5000) + "\nb\nc\n"));
        changed("labels without an end", "its last line does not end", s -> s.put("labels.txt", "a\nb\nc"));
    }

    private static void models() {
        float[] bias = Sample.BIAS;
        changed("model that is none", "no ONNX file", s -> s.put("model.onnx", "hello".repeat(20)));
        changed("empty model", "it holds no tensor", s -> s.put("model.onnx", new byte[0]));
        changed(
                "model that is cut off",
                "is damaged",
                s -> s.put("model.onnx", Arrays.copyOf(s.entries.get("model.onnx"), 60)));
        weight(
                "oversized tensor",
                "more than 134217728 numbers",
                TinyOnnx.tensor("w", new long[] {1L << 40, 3}, Sample.WEIGHT));
        weight(
                "tensor whose sizes overflow",
                "more than 134217728 numbers",
                TinyOnnx.tensor("w", new long[] {1L << 26, 1L << 26, 1L << 26}, Sample.WEIGHT));
        weight("negative axis", "has an axis of", TinyOnnx.tensor("w", new long[] {-2, 3}, Sample.WEIGHT));
        weight(
                "numbers in another file",
                "kept in another file",
                TinyOnnx.tensor("w", new long[] {2, 3}, Sample.WEIGHT).number(14, 1));
        changed(
                "numbers in a file of the system",
                "kept in another file",
                s -> s.put("model.onnx", TinyOnnx.model(new long[] {2}, 3, external(), bias)));
        weight(
                "tensor without its numbers",
                "ONNX Runtime cannot load its model",
                TinyOnnx.tensor("w", new long[] {2000, 3000}, Sample.WEIGHT));
        changed(
                "model of other rows",
                "the manifest says one of floats with the shape [-1, 2]",
                s -> s.put("model.onnx", TinyOnnx.linear(new long[] {4}, new float[12], bias)));
        changed(
                "model of other outputs",
                "its model has the outputs",
                s -> s.put("model.onnx", TinyOnnx.linear(new long[] {2}, new float[4], new float[2])));
        sparse();
        changed("endless nesting", "nested more than 24 deep", s -> s.put("model.onnx", nested()));
    }

    private static void weight(String name, String message, TinyOnnx weight) {
        changed(name, message, s -> s.put("model.onnx", TinyOnnx.model(new long[] {2}, 3, weight.done(), Sample.BIAS)));
    }

    private static void sparse() {
        sparse(
                "place behind the end of a tensor",
                "a tensor of 6 numbers has one at 6 behind 0",
                3,
                TinyOnnx.places(0, 6));
        sparse("place before a tensor", "has one at -1 behind -1", 3, TinyOnnx.places(-1, 2));
        sparse("place far away", "has one at 9223372036854775807", 3, TinyOnnx.places(0, Long.MAX_VALUE));
        sparse("place twice", "has one at 4 behind 4", 3, TinyOnnx.places(4, 4));
        sparse(
                "places that are half a number",
                "64-bit numbers in raw bytes",
                3,
                new TinyOnnx().number(1, 2).number(2, 7).bytes(9, new byte[12]));
        sparse(
                "places of another type",
                "64-bit numbers in raw bytes",
                3,
                new TinyOnnx().number(1, 2).number(2, 6).bytes(9, new byte[8]));
        sparse(
                "places in two forms",
                "64-bit numbers in raw bytes",
                3,
                TinyOnnx.places(0, 4).bytes(7, new byte[] {0, 9}));
        sparse("few bytes for much memory", "is more than 100 to 1", 50_000_000, TinyOnnx.places(0, 4));
        sparse(
                "sizes of a sparse tensor that overflow",
                "more than 134217728 numbers",
                1L << 62,
                TinyOnnx.places(0, 4));
    }

    private static void sparse(String name, String message, long columns, TinyOnnx places) {
        changed(
                name,
                message,
                s -> s.put(
                        "model.onnx",
                        TinyOnnx.sparse(3, new long[] {2, columns}, new float[] {1, 2}, places, Sample.BIAS)));
    }

    private static byte[] external() {
        byte[] place = new TinyOnnx().text(1, "location").text(2, "/etc/passwd").done();
        return TinyOnnx.tensor("w", new long[] {2, 3}, new float[0])
                .bytes(13, place)
                .done();
    }

    private static byte[] nested() {
        byte[] inner = new TinyOnnx().text(2, "end").done();
        for (int i = 0; i < 1000; i++) { // a graph in an attribute of a node of a graph ...
            inner = new TinyOnnx()
                    .bytes(
                            1,
                            new TinyOnnx()
                                    .bytes(5, new TinyOnnx().bytes(6, inner).done())
                                    .done())
                    .done();
        }
        return new TinyOnnx().bytes(7, inner).done();
    }

    static List<String> cases() {
        return List.copyOf(CASES.keySet());
    }

    @Test
    void there_are_enough_of_them() {
        assertTrue(CASES.size() >= 100, "only " + CASES.size());
    }

    @Test
    void the_sample_itself_is_fine() {
        try (Student student = Student.open(new Sample().packed())) {
            assertTrue(student.replay().passed());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void is_refused(String name) {
        Case hostile = CASES.get(name);
        byte[] bytes = hostile.bytes.get();
        String message =
                assertThrows(BundleException.class, () -> Student.open(bytes)).getMessage();
        assertTrue(message.contains(hostile.message), message);
        assertTrue(message.startsWith("the bundle"), message);
        assertTrue(message.contains("Nothing of it was used"), message);
        assertEquals(-1, message.indexOf('\u001b'), "the message must be safe to print");
        assertTrue(message.length() < 1000, "the message must be short: " + message.length());
    }
}
