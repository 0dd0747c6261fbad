package kd4j.edge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a bundle says of itself: {@code manifest.txt}. A line a fact, words apart by single spaces, in a fixed order:
 *
 * <pre>
 * kd4j-bundle 1
 * model onnx
 * input 8 8 1
 * network 8 8 1
 * layout channels-first
 * answers classes
 * outputs 10
 * golden 16
 * tolerance scaled 1.0E-4
 * step normalize mean 0.5 sd 0.25
 * entry model.onnx 12345 &lt;SHA-256 in 64 hexadecimal digits&gt;
 * </pre>
 *
 * @param model which form the ONNX file has: {@code onnx}, {@code onnx-fp16} or {@code onnx-int8}
 * @param input sizes of a raw row, channels last
 * @param network sizes of a row behind all steps, channels last
 * @param channelsFirst whether the ONNX file wants the channels first
 * @param classes whether the outputs are logits of classes; else they are numbers in the units of the data
 * @param outputs how many numbers are answered about a row
 * @param golden how many rows with right answers there are
 * @param scaled whether the tolerance is of differences divided by the larger of 1 and the right answer
 * @param tolerance how far an answer may be from the right one
 * @param steps what is done to a raw row
 * @param entries all other entries by name
 */
public record Manifest(
        String model,
        List<Integer> input,
        List<Integer> network,
        boolean channelsFirst,
        boolean classes,
        int outputs,
        int golden,
        boolean scaled,
        double tolerance,
        List<Step> steps,
        Map<String, Entry> entries) {
    /** The entry's name. */
    public static final String NAME = "manifest.txt";
    /** The layout that this release writes and reads. */
    public static final int VERSION = 1;

    static final String FIRST = "kd4j-bundle";

    public Manifest {
        input = Collections.unmodifiableList(new ArrayList<>(input));
        network = Collections.unmodifiableList(new ArrayList<>(network));
        steps = Collections.unmodifiableList(new ArrayList<>(steps));
        entries = Collections.unmodifiableMap(new TreeMap<>(entries));
    }

    /**
     * What must be true of an entry.
     *
     * @param bytes its length
     * @param sha256 its SHA-256 in lower-case hexadecimal
     */
    public record Entry(int bytes, String sha256) {}

    /** The text of the file. */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, FIRST, VERSION);
        line(text, "model", model);
        line(text, "input", sizes(input));
        line(text, "network", sizes(network));
        line(text, "layout", channelsFirst ? "channels-first" : "channels-last");
        line(text, "answers", classes ? "classes" : "numbers");
        line(text, "outputs", outputs);
        line(text, "golden", golden);
        line(text, "tolerance", scaled ? "scaled" : "absolute", tolerance);
        steps.forEach(step -> line(text, "step", step.name(), settings(step)));
        entries.forEach((name, entry) -> line(text, "entry", name, entry.bytes(), entry.sha256()));
        return text.toString();
    }

    private static void line(StringBuilder text, Object... words) {
        for (int i = 0; i < words.length; i++) {
            text.append(i == 0 ? "" : " ").append(words[i]);
        }
        text.append('\n');
    }

    private static String sizes(List<?> numbers) {
        return joined(" ", numbers);
    }

    private static String joined(String between, List<?> numbers) {
        StringBuilder all = new StringBuilder();
        numbers.forEach(number -> all.append(all.length() == 0 ? "" : between).append(number));
        return all.toString();
    }

    private static String settings(Step step) {
        if (step instanceof Step.Normalize normalize) {
            return "mean " + joined(",", normalize.mean()) + " sd " + joined(",", normalize.sd());
        }
        if (step instanceof Step.Scale scale) {
            return "factor " + scale.factor();
        }
        if (step instanceof Step.Resize resize) {
            return String.format(Locale.ROOT, "height %d width %d", resize.height(), resize.width());
        }
        if (step instanceof Step.RepeatChannels repeat) {
            return "times " + repeat.times();
        }
        throw new BundleException(
                "step '" + step.name() + "' has no place in a manifest; allowed are " + ManifestReader.STEPS);
    }
}
