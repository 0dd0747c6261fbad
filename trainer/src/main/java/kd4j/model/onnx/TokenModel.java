package kd4j.model.onnx;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Model;
import kd4j.model.ModelException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A text encoder of BERT's kind in an ONNX file: numbers of tokens in, a vector for each token out. It gives one vector for each
 * text, under the tap {@link #EMBEDDING}: the mean over its tokens, of length 1. Rows are {@code [time]}, padded with 0.
 *
 * <p>Source: Reimers and Gurevych, arXiv 1908.10084, section 3 (mean pooling).
 */
public final class TokenModel implements Model {
    /** The tap of the vector of a text. */
    public static final String EMBEDDING = "embedding";

    private static final String TOKENS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String SEGMENTS = "token_type_ids";
    private static final Set<String> KNOWN = new TreeSet<>(Set.of(TOKENS, MASK, SEGMENTS));

    private final Path file;
    private final OnnxSession session;
    private final String output;
    private final Shape input;
    private final Set<String> inputs;
    private final int size;

    private TokenModel(Path file, OnnxSession session, String output, Shape input) {
        this.file = file;
        this.session = session;
        this.output = output;
        this.input = input;
        this.inputs = Set.copyOf(session.inputs().keySet());
        if (!KNOWN.containsAll(inputs) || !inputs.contains(TOKENS)) {
            throw new ModelException("%s: a text encoder takes %s or some of these; this file takes %s"
                    .formatted(file, KNOWN, new TreeSet<>(inputs)));
        }
        if (!session.outputs().containsKey(output)) {
            throw new ModelException("%s: it has no output named '%s'. It has: %s"
                    .formatted(file, output, new TreeSet<>(session.outputs().keySet())));
        }
        this.size = probe();
    }

    /**
     * Opens a file.
     *
     * @param threads threads that work on one batch, 1 or more
     * @param output name of the output that has a vector for each token
     * @param samples the shape of the rows, {@code [time]}
     */
    public static TokenModel open(Path file, int threads, String output, Shape samples) {
        if (samples.rank() != 1) {
            throw new ShapeException(
                    "%s: a text encoder takes numbers of tokens [time], the samples are %s".formatted(file, samples));
        }
        OnnxSession session = OnnxSession.open(file, threads);
        boolean opened = false;
        try {
            TokenModel model = new TokenModel(file, session, output, samples);
            opened = true;
            return model;
        } finally {
            if (!opened) {
                session.close();
            }
        }
    }

    private int probe() {
        try (INDArray states = session.run(given(new long[][] {{1, 1}}), output)) {
            if (states.rank() != 3 || states.size(1) != 2) {
                throw new ModelException(
                        "%s: output '%s' gives %s for one text of two tokens; needed: [texts, tokens, size]"
                                .formatted(file, output, Arrays.toString(states.shape())));
            }
            return Math.toIntExact(states.size(2));
        }
    }

    private Map<String, long[][]> given(long[][] tokens) {
        Map<String, long[][]> given = new TreeMap<>();
        given.put(TOKENS, tokens);
        given.put(MASK, Arrays.stream(tokens).map(TokenModel::mask).toArray(long[][]::new));
        given.put(SEGMENTS, new long[tokens.length][tokens[0].length]);
        given.keySet().retainAll(inputs);
        return given;
    }

    private static long[] mask(long[] row) {
        return Arrays.stream(row).map(token -> token == 0 ? 0 : 1).toArray();
    }

    @Override
    public Shape input() {
        return input;
    }

    /** None: it gives no class scores. */
    @Override
    public int classes() {
        return 0;
    }

    @Override
    public Set<String> taps() {
        return Set.of(EMBEDDING);
    }

    @Override
    public Map<String, Shape> shapes() {
        return Map.of(EMBEDDING, Shape.of(size));
    }

    /** Numbers that the file holds as weights. */
    public long parameters() {
        return Weights.count(file);
    }

    @Override
    public Map<String, INDArray> forward(INDArray features, Set<String> taps) {
        if (!taps().containsAll(taps)) {
            throw new ModelException("%s: taps wanted: %s; a text encoder gives only %s".formatted(file, taps, taps()));
        }
        if (features.rank() != 2 || features.size(1) != input.size(0)) {
            throw new ShapeException(
                    "%s takes rows of %s, given %s".formatted(file, input, Arrays.toString(features.shape())));
        }
        return taps.isEmpty() ? Map.of() : Map.of(EMBEDDING, embeddings(tokens(features)));
    }

    /** Without the columns in which every row is padded. */
    private static long[][] tokens(INDArray features) {
        double[][] all = features.castTo(DataType.DOUBLE).toDoubleMatrix();
        int longest = Arrays.stream(all).mapToInt(TokenModel::length).max().orElseThrow();
        return Arrays.stream(all)
                .map(row -> Arrays.stream(row)
                        .limit(Math.max(1, longest))
                        .mapToLong(value -> (long) value)
                        .toArray())
                .toArray(long[][]::new);
    }

    private static int length(double[] row) {
        int length = row.length;
        while (length > 0 && row[length - 1] == 0) {
            length--;
        }
        return length;
    }

    private INDArray embeddings(long[][] tokens) {
        float[] all = new float[tokens.length * size];
        try (INDArray states = session.run(given(tokens), output)) {
            float[] values = states.data().asFloat();
            for (int row = 0; row < tokens.length; row++) {
                double[] mean = pooled(values, tokens[row], row);
                for (int i = 0; i < size; i++) {
                    all[row * size + i] = (float) mean[i];
                }
            }
        }
        return Nd4j.create(all, new long[] {tokens.length, size}, 'c');
    }

    /** The mean over tokens has the direction of their sum, and the length is brought to 1 anyway. */
    private double[] pooled(float[] states, long[] tokens, int row) {
        double[] sum = new double[size];
        for (int t = 0; t < tokens.length; t++) {
            if (tokens[t] != 0) {
                int at = (row * tokens.length + t) * size;
                for (int i = 0; i < size; i++) {
                    sum[i] += states[at + i];
                }
            }
        }
        double length = Math.sqrt(Arrays.stream(sum).map(v -> v * v).sum());
        return length == 0 ? sum : Arrays.stream(sum).map(v -> v / length).toArray();
    }

    @Override
    public void close() {
        session.close();
    }
}
