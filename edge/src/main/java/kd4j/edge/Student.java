package kd4j.edge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A student out of its bundle, ready to be asked:
 *
 * <pre>{@code
 * try (Student student = Student.open(Path.of("student.kd4j"))) {
 *     Answer answer = student.predict(pixels); // as they are in the data; the bundle knows how to prepare them
 *     System.out.println(answer.label().orElse("nothing recognised") + " " + answer.probability());
 * }
 * }</pre>
 *
 * <p>Rows are raw values in the units of the data, channels last: {@code [features]}, {@code [time, channels]} or {@code [height, width,
 * channels]}. A student may be used by several threads; close it once.
 */
public final class Student implements AutoCloseable {
    private final String where;
    private final Bundle bundle;
    private final Manifest manifest;
    private final Engine engine;
    private final float[] thresholds;
    private final int[] shape;
    private final int values;
    private final int prepared;

    private Student(String where, byte[] bytes, Limits limits, int threads) {
        this.where = where;
        bundle = Bundle.of(where, bytes, limits);
        manifest = bundle.manifest();
        thresholds = bundle.thresholdValues();
        shape = ManifestReader.ints(manifest.input());
        values = Bundle.values(manifest.input());
        prepared = Bundle.values(manifest.network());
        engine = Engine.open(where, bundle.model(), graphSizes(manifest), manifest.outputs(), threads);
    }

    /** Opens a file for one thread of computation, which is the fastest choice for small networks. */
    public static Student open(Path file) {
        return open(file, 1);
    }

    /**
     * Opens a file.
     *
     * @param threads threads that work on one row or batch, 1 or more
     * @throws BundleException when it cannot be read or is refused
     */
    public static Student open(Path file, int threads) {
        try (InputStream in = Files.newInputStream(file)) {
            return open(file.toString(), in, Limits.USUAL, threads);
        } catch (IOException e) {
            throw new BundleException(file + ": cannot be read (" + e + "). Check the path", e);
        }
    }

    /** Opens what comes from a stream, such as an asset of an app; reads it to its end and leaves it open. */
    public static Student open(InputStream in) throws IOException {
        return open("the bundle", in, Limits.USUAL, 1);
    }

    /** Opens bytes, which it does not keep. */
    public static Student open(byte[] bytes) {
        return new Student("the bundle", bytes, Limits.USUAL, 1);
    }

    /**
     * Opens what comes from a stream, with all there is to choose.
     *
     * @param where how messages call it
     * @param limits how much it may ask for
     * @param threads threads that work on one row or batch, 1 or more
     */
    public static Student open(String where, InputStream in, Limits limits, int threads) throws IOException {
        if (threads < 1) {
            throw new BundleException("threads is " + threads + "; allowed are 1 and more");
        }
        return new Student(where, Bundle.bounded(where, in, limits), limits, threads);
    }

    private static long[] graphSizes(Manifest manifest) {
        List<Integer> sizes = manifest.network();
        long[] graph = new long[sizes.size()];
        for (int i = 0; i < graph.length; i++) {
            int at = !manifest.channelsFirst() ? i : i == 0 ? graph.length - 1 : i - 1;
            graph[i] = sizes.get(at);
        }
        return graph;
    }

    /**
     * The class of a row, or that none reaches its threshold.
     *
     * @param row raw values, as many as {@link #inputShape} says
     * @throws BundleException when there are more or fewer, one is not finite, or the student predicts numbers
     */
    public Answer predict(float[] row) {
        if (!manifest.classes()) {
            throw new BundleException(
                    where + ": the student predicts the numbers " + labels() + ", no classes. Use scores");
        }
        return new Answer(labels(), scores(one(row)), thresholds);
    }

    private float[] one(float[] row) {
        if (row.length != values) {
            throw new BundleException(where + ": given " + row.length + " values; a row has " + values + ", "
                    + manifest.input() + " with the channels last");
        }
        return row;
    }

    /**
     * Everything the network answers: logits of classes, or numbers in the units of the data.
     *
     * @param rows raw values of one row or several, one behind the other
     * @return as many numbers for each row as there are {@link #labels}
     */
    public float[] scores(float[] rows) {
        if (rows.length == 0 || rows.length % values != 0) {
            throw new BundleException(
                    where + ": given " + rows.length + " values, which are no whole rows of " + values);
        }
        for (int i = 0; i < rows.length; i++) {
            if (Float.isNaN(rows[i]) || Float.isInfinite(rows[i])) {
                throw new BundleException(where + ": value " + i % values + " of row " + i / values + " is " + rows[i]
                        + "; allowed are finite numbers");
            }
        }
        int count = rows.length / values;
        float[] all = new float[count * prepared];
        for (int row = 0; row < count; row++) {
            float[] ready = prepare(Arrays.copyOfRange(rows, row * values, (row + 1) * values));
            System.arraycopy(ready, 0, all, row * prepared, prepared);
        }
        return scoresOfPrepared(all);
    }

    /** A raw row as the network sees it, channels last. */
    public float[] prepare(float[] row) {
        float[] now = one(row);
        int[] sizes = shape;
        for (Step step : manifest.steps()) {
            now = step.apply(now, sizes);
            sizes = step.output(sizes);
        }
        return now;
    }

    /** As {@link #scores}, of rows that {@link #prepare} has made. */
    public float[] scoresOfPrepared(float[] rows) {
        int each = prepared;
        if (rows.length == 0 || rows.length % each != 0) {
            throw new BundleException(
                    where + ": given " + rows.length + " prepared values, which are no whole rows of " + each);
        }
        return engine.run(arranged(rows, each), rows.length / each);
    }

    private float[] arranged(float[] rows, int each) {
        int channels = manifest.network().get(manifest.network().size() - 1);
        if (!manifest.channelsFirst() || channels == 1 || channels == each) {
            return rows;
        }
        float[] first = new float[rows.length];
        int places = each / channels;
        for (int from = 0; from < rows.length; from += each) {
            for (int i = 0; i < each; i++) {
                first[from + i % channels * places + i / channels] = rows[from + i];
            }
        }
        return first;
    }

    /**
     * Answers windows of a signal as it comes in.
     *
     * @param hop times by which one window begins behind the other, 1 or more; the window's length is the network's
     * @throws BundleException when the student takes no signals
     */
    public Windows stream(int hop) {
        if (shape.length > 2 || hop < 1) {
            throw new BundleException(where + ": windows with a hop of " + hop + " are wanted of rows "
                    + manifest.input() + "; allowed are rows [time] or [time, channels], and a hop of 1 or more");
        }
        return new Windows(this, shape[0], shape.length == 2 ? shape[1] : 1, hop);
    }

    /** Asks the golden rows again: whether the bundle answers here as it did where it was made. */
    public Replay replay() {
        return Replay.of(bundle.goldenOutputs(), scores(bundle.goldenInputs()), manifest, thresholds);
    }

    /** The names of the classes in the order of the scores, or of the numbers that are predicted. */
    public List<String> labels() {
        return bundle.labelNames();
    }

    /** The sizes of a raw row, channels last. */
    public int[] inputShape() {
        return shape.clone();
    }

    /** The bundle, with its texts and the ONNX file. */
    public Bundle bundle() {
        return bundle;
    }

    @Override
    public void close() {
        engine.close();
    }
}
