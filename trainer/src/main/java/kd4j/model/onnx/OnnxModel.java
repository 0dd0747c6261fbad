package kd4j.model.onnx;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kd4j.component.Names;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Model;
import kd4j.model.ModelException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An ONNX file as a model, run by ONNX Runtime: floats in, {@code [batch, channels, height, width]}, {@code [batch, height,
 * width, channels]} or {@code [batch, features]}, floats out, {@code [batch, classes]}, whatever their names. Features come in
 * with channels last, as everywhere in KD4J, and are turned here; taps are turned back. May be used by several threads.
 */
public final class OnnxModel implements Model {
    /** The metadata key of the class names in files of KD4J. */
    public static final String CLASSES = "kd4j.classes";

    private final Path file;
    private final OnnxSession session;
    private final Wiring wiring;
    private final String inputName;
    private final Map<String, String> outputs;
    private final boolean flat;
    private final Shape input;
    private final Map<String, Shape> shapes;

    private OnnxModel(Path file, OnnxSession session, Wiring wiring) {
        this.file = file;
        this.session = session;
        this.wiring = wiring;
        Map<String, OnnxSession.Value> in = session.inputs();
        inputName = chosen("input", in, wiring.input());
        if (in.size() != 1) {
            throw unfit("it has %d inputs: %s".formatted(in.size(), in.keySet()));
        }
        outputs = wiring.outputs(chosen("output", session.outputs(), wiring.output()));
        outputs.values().forEach(name -> chosen("output", session.outputs(), Optional.of(name)));
        long[] sizes = sizes(inputName, in.get(inputName));
        flat = wiring.samples().filter(s -> takesFlat(sizes, s)).isPresent();
        input = flat ? wiring.samples().orElseThrow() : sample(sizes);
        shapes = probe();
    }

    /** Opens a file that KD4J wrote, or one alike, for one thread, which is the fastest choice for small networks. */
    public static OnnxModel open(Path file) {
        return open(file, 1, Wiring.PLAIN);
    }

    /**
     * Opens a file.
     *
     * @param threads threads that work on one batch, 1 or more
     * @throws ModelException when the file is missing, damaged, no classifier, or has no values of these names
     */
    public static OnnxModel open(Path file, int threads, Wiring wiring) {
        OnnxSession session = OnnxSession.open(file, threads);
        boolean opened = false;
        try {
            OnnxModel model = new OnnxModel(file, session, wiring);
            opened = true;
            return model;
        } finally {
            if (!opened) {
                session.close();
            }
        }
    }

    private String chosen(String what, Map<String, OnnxSession.Value> values, Optional<String> name) {
        if (name.isPresent() && !values.containsKey(name.get())) {
            throw new ModelException("%s: it has no %s named '%s'.%s It has: %s"
                    .formatted(
                            file,
                            what,
                            name.get(),
                            Names.suggestion(name.get(), values.keySet()),
                            new TreeSet<>(values.keySet())));
        }
        if (name.isEmpty() && values.size() != 1) {
            throw unfit("it has %d %ss: %s".formatted(values.size(), what, values.keySet()));
        }
        String found = name.orElseGet(() -> values.keySet().iterator().next());
        if (!values.get(found).floats()) {
            throw unfit("%s '%s' is %s".formatted(what, found, values.get(found).text()));
        }
        return found;
    }

    private long[] sizes(String name, OnnxSession.Value value) {
        if (value.sizes().length < 2 || value.sizes()[0] != -1) {
            throw unfit("input '%s' has the shape %s".formatted(name, Arrays.toString(value.sizes())));
        }
        return Arrays.copyOfRange(value.sizes(), 1, value.sizes().length);
    }

    private static boolean takesFlat(long[] sizes, Shape samples) {
        return sizes.length == 1 && samples.rank() > 1 && (sizes[0] == samples.values() || sizes[0] < 1);
    }

    /** The shape that the graph wants; where it leaves a size open, that of the samples. */
    private Shape sample(long[] sizes) {
        long[] known = sizes.clone();
        long[] given = wiring.samples()
                .filter(s -> s.rank() == sizes.length)
                .map(s -> wiring.channelsFirst() ? Layout.channelsFirst(s) : s.batch(1))
                .map(s -> Arrays.copyOfRange(s, s.length - sizes.length, s.length))
                .orElse(sizes);
        for (int i = 0; i < known.length; i++) {
            known[i] = known[i] < 1 ? given[i] : known[i];
        }
        if (Arrays.stream(known).anyMatch(size -> size < 1)) {
            throw unfit("input '%s' has the shape [batch, %s]".formatted(inputName, text(sizes)));
        }
        return wiring.channelsFirst()
                ? Layout.ofChannelsFirst(known)
                : Shape.of(Arrays.stream(known).mapToInt(Math::toIntExact).toArray());
    }

    private static String text(long[] sizes) {
        return Arrays.stream(sizes)
                .mapToObj(s -> s < 1 ? "?" : String.valueOf(s))
                .collect(Collectors.joining(", "));
    }

    /** Asks once, because what comes out is often not written down; answers the shape of a row of each tap. */
    private Map<String, Shape> probe() {
        int rows = 2;
        Map<String, INDArray> answers = forward(Nd4j.zeros(DataType.FLOAT, input.batch(rows)), taps());
        for (Map.Entry<String, INDArray> answer : answers.entrySet()) {
            INDArray values = answer.getValue();
            boolean scores = answer.getKey().equals(Blueprint.LOGITS);
            if (values.rank() < 2 || values.size(0) != rows || (scores && values.rank() != 2)) {
                throw unfit("output '%s' has a shape other than [batch, %s]: for %d rows it gave %s"
                        .formatted(
                                outputs.get(answer.getKey()),
                                scores ? "classes" : "...",
                                rows,
                                Arrays.toString(values.shape())));
            }
        }
        Map<String, Shape> shapes = new TreeMap<>();
        answers.forEach((tap, values) -> shapes.put(tap, row(values)));
        answers.values().forEach(INDArray::close);
        return shapes;
    }

    private static Shape row(INDArray values) {
        return Shape.of(
                Arrays.stream(values.shape()).skip(1).mapToInt(Math::toIntExact).toArray());
    }

    @Override
    public Shape input() {
        return input;
    }

    @Override
    public int classes() {
        return shapes.get(Blueprint.LOGITS).channels();
    }

    /** Numbers that the file holds as weights; those of layers that are no products, such as a running mean, as well. */
    public long parameters() {
        return Weights.count(file);
    }

    /** The names of the classes in the order of the logits, where the file says them; else none. */
    public List<String> classNames() {
        String lines = session.metadata().getOrDefault(CLASSES, "");
        return lines.isEmpty() ? List.of() : lines.lines().toList();
    }

    @Override
    public Set<String> taps() {
        return Set.copyOf(outputs.keySet());
    }

    @Override
    public Map<String, Shape> shapes() {
        return shapes;
    }

    @Override
    public Map<String, INDArray> forward(INDArray features, Set<String> taps) {
        if (!taps().containsAll(taps)) {
            throw new ModelException(
                    "%s: taps wanted: %s; an ONNX file gives only %s".formatted(file, taps, new TreeSet<>(taps())));
        }
        long[] wanted = input.batch(features.size(0));
        if (!Arrays.equals(wanted, features.shape())) {
            throw new ShapeException("%s takes features of %s, given %s"
                    .formatted(file, Arrays.toString(wanted), Arrays.toString(features.shape())));
        }
        if (taps.isEmpty()) {
            return Map.of();
        }
        INDArray floats = features.castTo(DataType.FLOAT);
        INDArray given = arranged(floats);
        try {
            return run(given, taps);
        } finally {
            closeUnless(given, floats);
            closeUnless(floats, features);
        }
    }

    private static void closeUnless(INDArray array, INDArray same) {
        if (array != same && array.closeable()) {
            array.close();
        }
    }

    /** The features themselves where their bytes can be handed over as they are, else a copy. */
    private INDArray arranged(INDArray features) {
        if (wiring.channelsFirst() && !Layout.sameOrder(input)) {
            return features.permute(Layout.toFirst(input)).dup('c');
        }
        boolean plain = features.ordering() == 'c'
                && !features.isView()
                && features.data().offset() == 0;
        return plain ? features : features.dup('c');
    }

    private Map<String, INDArray> run(INDArray arranged, Set<String> taps) {
        Set<String> names = taps.stream().map(outputs::get).collect(Collectors.toCollection(LinkedHashSet::new));
        Map<String, INDArray> raw = session.run(inputName, arranged, graphSizes(arranged), names);
        Map<String, INDArray> answers = new HashMap<>();
        taps.forEach(tap -> answers.put(tap, turned(raw.get(outputs.get(tap)))));
        return answers;
    }

    private long[] graphSizes(INDArray arranged) {
        long rows = arranged.size(0);
        if (flat) {
            return new long[] {rows, input.values()};
        }
        long[] sizes = input.batch(rows);
        if (wiring.channelsFirst()) {
            System.arraycopy(Layout.channelsFirst(input), 0, sizes, 1, input.rank());
        }
        return sizes;
    }

    private INDArray turned(INDArray tap) {
        if (!wiring.channelsFirst() || tap.rank() < 3) {
            return tap;
        }
        long[] sizes = tap.shape();
        Shape shape = Layout.ofChannelsFirst(Arrays.copyOfRange(sizes, 1, sizes.length));
        int[] order =
                Arrays.stream(Layout.toLast(shape)).mapToInt(Math::toIntExact).toArray();
        try (tap) {
            return tap.permute(order).dup('c');
        }
    }

    private ModelException unfit(String why) {
        return new ModelException(file + ": " + why
                + ". A model has one float input [batch, channels, height, width] or [batch, features] and one float"
                + " output [batch, classes], with only the batch free; of several outputs, one is chosen by name. Export"
                + " it from its framework in that form");
    }

    @Override
    public void close() {
        session.close();
    }
}
