package kd4j.edge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The checked content of a bundle. It exists only where every entry is one that bundles have, is listed in the manifest and has the digest that
 * stands there, every number is finite and within the limits, and all counts fit together. The digests show damage and careless change; who
 * made the bundle is shown by the SHA-256 of the whole file, when it comes another way.
 */
public final class Bundle {
    /** What the names of bundles end in. */
    public static final String EXTENSION = ".kd4j";

    public static final String MODEL = "model.onnx";
    public static final String LABELS = "labels.txt";
    public static final String THRESHOLDS = "thresholds.txt";
    /** Raw rows, one behind the other: 32-bit floats, lowest byte first. */
    public static final String GOLDEN_INPUTS = "golden-inputs.f32";
    /** What the network answers to them, in the same form. */
    public static final String GOLDEN_OUTPUTS = "golden-outputs.f32";

    public static final String CARD = "MODEL_CARD.md";
    public static final String LICENCES = "LICENCES.txt";
    public static final String PROVENANCE = "provenance.json";

    private static final Set<String> REQUIRED = Collections.unmodifiableSet(
            new TreeSet<>(Arrays.asList(MODEL, LABELS, GOLDEN_INPUTS, GOLDEN_OUTPUTS, CARD, LICENCES, PROVENANCE)));
    private static final int MOST_LABEL = 200;

    private final String where;
    private final Limits limits;
    private final Manifest manifest;
    private final Map<String, byte[]> entries;
    private final List<String> labels;
    private final float[] thresholds;
    private final float[] goldenInputs;
    private final float[] goldenOutputs;

    private Bundle(String where, byte[] bytes, Limits limits) {
        this.where = where;
        this.limits = limits;
        if (bytes.length > limits.bundleBytes()) {
            throw refused("it has %d bytes; allowed are %d", bytes.length, limits.bundleBytes());
        }
        entries = StrictZip.read(where, bytes, limits);
        if (entries.isEmpty() || !entries.keySet().iterator().next().equals(Manifest.NAME)) {
            throw refused("its first entry is not %s, so it is no bundle", Manifest.NAME);
        }
        manifest = ManifestReader.read(where, entries.get(Manifest.NAME), limits);
        checkEntries();
        labels = labels();
        thresholds = thresholds();
        goldenInputs = golden(GOLDEN_INPUTS, values(manifest.input()));
        goldenOutputs = golden(GOLDEN_OUTPUTS, manifest.outputs());
        for (String name : Arrays.asList(CARD, LICENCES, PROVENANCE)) {
            text(name);
        }
        OnnxScan.check(where, entries.get(MODEL), limits);
    }

    /**
     * Takes a bundle apart and checks it.
     *
     * @param where how messages call it, such as its path
     * @throws BundleException when anything is not as it must be
     */
    public static Bundle of(String where, byte[] bytes, Limits limits) {
        return new Bundle(where, bytes, limits);
    }

    private void checkEntries() {
        Set<String> found = new TreeSet<>(entries.keySet());
        found.remove(Manifest.NAME);
        for (String name : REQUIRED) {
            if (!found.contains(name)) {
                throw refused("entry %s is missing", name);
            }
        }
        for (String name : found) {
            if (!REQUIRED.contains(name) && !name.equals(THRESHOLDS)) {
                throw refused("entry %s is none that bundles have", Refusal.shown(name));
            }
        }
        if (!found.equals(manifest.entries().keySet())) {
            throw refused(
                    "it has the entries %s, but its manifest lists %s",
                    found, manifest.entries().keySet());
        }
        manifest.entries().forEach(this::checkDigest);
    }

    private void checkDigest(String name, Manifest.Entry entry) {
        byte[] content = entries.get(name);
        String digest = sha256(content);
        if (content.length != entry.bytes() || !digest.equals(entry.sha256())) {
            throw refused(
                    "entry %s was changed: %d bytes with SHA-256 %s, the manifest says %d with %s",
                    name, content.length, digest, entry.bytes(), entry.sha256());
        }
    }

    /** SHA-256 in lower-case hexadecimal. */
    public static String sha256(byte[] bytes) {
        try {
            StringBuilder hex = new StringBuilder();
            for (byte b : MessageDigest.getInstance("SHA-256").digest(bytes)) {
                hex.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
            }
            return hex.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private List<String> labels() {
        String place = where + ", " + LABELS;
        List<String> names = Text.lines(place, entries.get(LABELS), limits.textBytes());
        if (names.size() != manifest.outputs()) {
            throw Refusal.of(place, "it has %d names for %d outputs", names.size(), manifest.outputs());
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            requireLabel(place, name);
            if (!seen.add(name)) {
                throw Refusal.of(place, "the name %s is there twice", Refusal.shown(name));
            }
        }
        return Collections.unmodifiableList(names);
    }

    /** Whoever makes a file name of a label must not write elsewhere. */
    private static void requireLabel(String place, String name) {
        if (name.trim().isEmpty() || name.length() > MOST_LABEL || name.indexOf('\t') >= 0) {
            throw Refusal.of(
                    place,
                    "the name %s is empty, has a tab or more than %d characters",
                    Refusal.shown(name),
                    MOST_LABEL);
        }
        boolean path = name.startsWith("/")
                || name.startsWith("~")
                || name.contains("\\")
                || name.equals("..")
                || name.startsWith("../")
                || name.contains("/../")
                || name.endsWith("/..")
                || name.matches("[A-Za-z]:.*[/].*");
        if (path) {
            throw Refusal.of(place, "the name %s leads to a folder; allowed are names of classes", Refusal.shown(name));
        }
    }

    private float[] thresholds() {
        byte[] bytes = entries.get(THRESHOLDS);
        float[] all = new float[manifest.outputs()];
        if (bytes == null) {
            return all;
        }
        String place = where + ", " + THRESHOLDS;
        List<String> lines = Text.lines(place, bytes, limits.textBytes());
        if (lines.size() != all.length || !manifest.classes()) {
            throw Refusal.of(
                    place,
                    "it has %d thresholds for %d outputs; allowed is one for each class",
                    lines.size(),
                    all.length);
        }
        for (int i = 0; i < all.length; i++) {
            if (!lines.get(i).matches("0|1|0\\.[0-9]{1,9}")) {
                throw Refusal.of(
                        place,
                        "threshold %d is %s; allowed are decimals from 0 to 1",
                        i + 1,
                        Refusal.shown(lines.get(i)));
            }
            all[i] = Float.parseFloat(lines.get(i));
        }
        return all;
    }

    private float[] golden(String name, int row) {
        byte[] bytes = entries.get(name);
        String place = where + ", " + name;
        if (bytes.length != 4L * row * manifest.golden()) {
            throw Refusal.of(
                    place,
                    "it has %d bytes; %d rows of %d numbers have %d",
                    bytes.length,
                    manifest.golden(),
                    row,
                    4L * row * manifest.golden());
        }
        float[] numbers = new float[row * manifest.golden()];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
        for (int i = 0; i < numbers.length; i++) {
            if (Float.isNaN(numbers[i]) || Float.isInfinite(numbers[i])) {
                throw Refusal.of(
                        place,
                        "number %d of row %d is %s; allowed are finite numbers",
                        i % row + 1,
                        i / row + 1,
                        numbers[i]);
            }
        }
        return numbers;
    }

    static int values(List<Integer> sizes) {
        int values = 1;
        for (int size : sizes) {
            values = Math.multiplyExact(values, size);
        }
        return values;
    }

    public Manifest manifest() {
        return manifest;
    }

    /** The names of the outputs: classes in the order of the logits, or targets. */
    public List<String> labelNames() {
        return labels;
    }

    /** From which probability on an answer is accepted, for each class; 0 where nothing is said. */
    public float[] thresholdValues() {
        return thresholds.clone();
    }

    /** Whether it has thresholds. */
    public boolean hasThresholds() {
        return entries.containsKey(THRESHOLDS);
    }

    /** The ONNX file. */
    public byte[] model() {
        return entries.get(MODEL).clone();
    }

    float[] goldenInputs() {
        return goldenInputs.clone();
    }

    float[] goldenOutputs() {
        return goldenOutputs.clone();
    }

    /** One of the texts: {@link #CARD}, {@link #LICENCES} or {@link #PROVENANCE}. */
    public String text(String name) {
        byte[] bytes = entries.get(name);
        if (bytes == null) {
            throw new BundleException(where + ": it has no entry '" + name + "'. It has " + entries.keySet());
        }
        return Text.of(where + ", " + name, bytes, limits.textBytes());
    }

    private BundleException refused(String pattern, Object... values) {
        return Refusal.of(where, pattern, values);
    }

    /** What a path leads to may be of any length; not more than a byte above the limit is read of it. */
    static byte[] bounded(String where, InputStream in, Limits limits) throws IOException {
        byte[] bytes = new byte[1 << 16];
        int done = 0;
        for (int more = in.read(bytes); more >= 0; more = in.read(bytes, done, bytes.length - done)) {
            done += more;
            if (done > limits.bundleBytes()) {
                throw Refusal.of(where, "it has more than %d bytes, which is what is allowed", limits.bundleBytes());
            }
            if (done == bytes.length) {
                long room = Math.min(2L * bytes.length, limits.bundleBytes() + 1);
                bytes = Arrays.copyOf(bytes, (int) Math.min(room, Integer.MAX_VALUE - 8));
            }
        }
        return Arrays.copyOf(bytes, done);
    }
}
