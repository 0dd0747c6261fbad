package kd4j.edge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a manifest as strictly as it is written: every line in its place, every number in its only form. */
final class ManifestReader {
    static final List<String> STEPS =
            Collections.unmodifiableList(Arrays.asList("normalize", "scale", "resize", "repeat-channels"));
    private static final List<String> MODELS =
            Collections.unmodifiableList(Arrays.asList("onnx", "onnx-fp16", "onnx-int8"));
    private static final int MOST_LINES = 64;
    private static final int MOST_GOLDEN = 1024;
    private static final int MOST_AXES = 3;

    private final String where;
    private final List<String> lines;
    private final Limits limits;
    private int at;

    private ManifestReader(String where, List<String> lines, Limits limits) {
        this.where = where;
        this.lines = lines;
        this.limits = limits;
    }

    static Manifest read(String where, byte[] bytes, Limits limits) {
        String place = where + ", " + Manifest.NAME;
        List<String> lines = Text.lines(place, bytes, limits.textBytes());
        if (lines.size() > MOST_LINES) {
            throw Refusal.of(place, "it has %d lines; allowed are %d", lines.size(), MOST_LINES);
        }
        return new ManifestReader(place, lines, limits).manifest();
    }

    private Manifest manifest() {
        String version = one(Manifest.FIRST);
        if (!version.equals(String.valueOf(Manifest.VERSION))) {
            throw refused(
                    "the bundle has the layout %s; this release reads layout %d",
                    Refusal.shown(version), Manifest.VERSION);
        }
        String model = choice("model", MODELS);
        List<Integer> input = sizes("input");
        List<Integer> network = sizes("network");
        boolean first = choice("layout", Arrays.asList("channels-first", "channels-last"))
                .equals("channels-first");
        boolean classes = choice("answers", Arrays.asList("classes", "numbers")).equals("classes");
        int outputs = integer(one("outputs"), 1, limits.rowValues());
        int golden = integer(one("golden"), 1, MOST_GOLDEN);
        String[] tolerance = words("tolerance", 3);
        boolean scaled =
                among(tolerance[1], Arrays.asList("scaled", "absolute")).equals("scaled");
        double width = decimal(tolerance[2]);
        if (!(width >= 0)) {
            throw refused("the tolerance is %s; allowed are numbers >= 0", width);
        }
        List<Step> steps = new ArrayList<>();
        while (at < lines.size() && lines.get(at).startsWith("step ")) {
            steps.add(step(lines.get(at++).split(" ", -1)));
        }
        checkSteps(input, network, steps);
        Manifest read =
                new Manifest(model, input, network, first, classes, outputs, golden, scaled, width, steps, entries());
        return read;
    }

    private Map<String, Manifest.Entry> entries() {
        Map<String, Manifest.Entry> entries = new TreeMap<>();
        while (at < lines.size()) {
            String[] words = words("entry", 4);
            if (!words[3].matches("[0-9a-f]{64}")) {
                throw refused(
                        "the digest of %s is %s; allowed are 64 hexadecimal digits",
                        Refusal.shown(words[1]), Refusal.shown(words[3]));
            }
            int bytes = integer(words[2], 0, (int) Math.min(Integer.MAX_VALUE, limits.totalBytes()));
            if (entries.put(words[1], new Manifest.Entry(bytes, words[3])) != null) {
                throw refused("entry %s is listed twice", Refusal.shown(words[1]));
            }
        }
        return entries;
    }

    /** The sizes must come out as the network wants them, and stay within the limits on the way. */
    private void checkSteps(List<Integer> input, List<Integer> network, List<Step> steps) {
        try {
            int[] sizes = ints(input);
            for (Step step : steps) {
                sizes = step.output(sizes);
                requireRow(sizes);
            }
            if (!Arrays.equals(sizes, ints(network))) {
                throw new BundleException(
                        "the steps make rows of " + Arrays.toString(sizes) + ", the network takes " + network);
            }
        } catch (BundleException e) {
            throw new BundleException(refused("%s", e.getMessage()).getMessage(), e);
        }
    }

    private Step step(String[] words) {
        try {
            switch (among(words.length > 1 ? words[1] : "", STEPS)) {
                case "normalize":
                    keys(words, "mean", "sd");
                    return new Step.Normalize(decimals(words[3]), decimals(words[5]));
                case "scale":
                    keys(words, "factor");
                    return new Step.Scale(decimal(words[3]));
                case "resize":
                    keys(words, "height", "width");
                    return new Step.Resize(
                            integer(words[3], 1, limits.rowValues()), integer(words[5], 1, limits.rowValues()));
                default:
                    keys(words, "times");
                    return new Step.RepeatChannels(integer(words[3], 2, limits.rowValues()));
            }
        } catch (BundleException e) {
            throw e.getMessage().startsWith(where)
                    ? e
                    : new BundleException(refused("%s", e.getMessage()).getMessage(), e);
        }
    }

    private void keys(String[] words, String... keys) {
        boolean fit = words.length == 2 + 2 * keys.length;
        for (int i = 0; fit && i < keys.length; i++) {
            fit = words[2 + 2 * i].equals(keys[i]);
        }
        if (!fit) {
            throw refused(
                    "step %s has the words %s; it takes %s",
                    words[1], Refusal.shown(String.join(" ", words)), Arrays.toString(keys));
        }
    }

    private List<Integer> sizes(String key) {
        String[] words = words(key, -1);
        if (words.length < 2 || words.length > MOST_AXES + 1) {
            throw refused("%s has %d sizes; allowed are 1 to %d", key, words.length - 1, MOST_AXES);
        }
        List<Integer> sizes = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            sizes.add(integer(words[i], 1, limits.rowValues()));
        }
        requireRow(ints(sizes));
        return sizes;
    }

    private void requireRow(int[] sizes) {
        long values = 1;
        for (int size : sizes) {
            values *= size; // at most three factors of 31 bits, checked after each
            if (values > limits.rowValues()) {
                throw refused(
                        "a row of %s has more than %d numbers, which is what is allowed",
                        Arrays.toString(sizes), limits.rowValues());
            }
        }
    }

    static int[] ints(List<Integer> sizes) {
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    private String one(String key) {
        return words(key, 2)[1];
    }

    private String choice(String key, List<String> allowed) {
        return among(one(key), allowed);
    }

    private String among(String word, List<String> allowed) {
        if (!allowed.contains(word)) {
            throw refused("line %d has the word %s; allowed are %s", at, Refusal.shown(word), allowed);
        }
        return word;
    }

    /** The words of the next line, which must begin with the key. */
    private String[] words(String key, int count) {
        String line = at < lines.size() ? lines.get(at) : "";
        at++;
        String[] words = line.split(" ", -1);
        if (!words[0].equals(key) || (count > 0 && words.length != count)) {
            throw refused(
                    "line %d is %s; there must be '%s'%s",
                    at, Refusal.shown(line), key, count > 0 ? " and " + (count - 1) + " words" : "");
        }
        return words;
    }

    private int integer(String word, int least, int most) {
        boolean fine =
                word.matches("0|[1-9][0-9]{0,9}") && Long.parseLong(word) >= least && Long.parseLong(word) <= most;
        if (!fine) {
            throw refused("line %d has the number %s; allowed are %d to %d", at, Refusal.shown(word), least, most);
        }
        return Integer.parseInt(word);
    }

    private double decimal(String word) {
        boolean fine = word.length() <= 30 && word.matches("-?[0-9]+(\\.[0-9]+)?(E-?[0-9]{1,3})?");
        if (!fine || !(Math.abs(Double.parseDouble(word)) <= Float.MAX_VALUE)) {
            throw refused("line %d has the number %s; allowed are finite decimal numbers", at, Refusal.shown(word));
        }
        return Double.parseDouble(word);
    }

    private List<Double> decimals(String words) {
        List<Double> numbers = new ArrayList<>();
        for (String word : words.split(",", -1)) {
            numbers.add(decimal(word));
        }
        return numbers;
    }

    private BundleException refused(String pattern, Object... values) {
        return Refusal.of(where, pattern, values);
    }
}
