package kd4j.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import kd4j.file.AtomicFile;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.onnx.OnnxModel;
import kd4j.model.onnx.Wiring;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained network that ONNX Runtime answers for, with the same numbers but for roundings: a teacher's forward pass, which is faster
 * there for some networks and slower for others. Inner layers that are wanted are outputs of the graph beside the logits, so they are
 * the same arrays as the network's, channels last.
 *
 * @param model the network as ONNX Runtime computes it; the caller closes it
 * @param rows rows on which both were compared
 * @param differences the largest difference between an answer {@code b} and the network's {@code a}, by tap: {@code |a - b| / max(1, |a|)}
 */
public record OnnxForward(OnnxModel model, int rows, Map<String, Double> differences) {
    /** The largest difference with which it is taken. */
    public static final double TOLERANCE = Comparison.TOLERANCE;

    public OnnxForward {
        differences = Map.copyOf(differences);
    }

    /** The largest of all differences. */
    public double largest() {
        return differences.values().stream().max(Double::compare).orElseThrow();
    }

    /**
     * Writes a network as a graph, opens it, and compares both on some rows.
     *
     * @param taps layers that are wanted; the logits always are
     * @param rows {@code [rows, ...input]}, channels last, at least one
     * @param threads threads of ONNX Runtime
     * @param file where the graph goes
     * @throws ExportException when a layer cannot be written, the disk takes the file not, or an answer differs by more than {@link
     *     #TOLERANCE}; the message has the figures
     */
    public static OnnxForward open(Network network, Set<String> taps, INDArray rows, int threads, Path file) {
        SortedSet<String> inner = new TreeSet<>(taps);
        inner.remove(Blueprint.LOGITS);
        Wiring wiring = write(network, inner, file);
        OnnxModel model = OnnxModel.open(file, threads, wiring);
        boolean good = false;
        try {
            Map<String, Comparison> found = Comparison.of(network, model, rows, model.taps());
            found.forEach((tap, comparison) -> check(file, tap, comparison));
            Map<String, Double> differences = new TreeMap<>();
            found.forEach((tap, comparison) -> differences.put(tap, comparison.maxScaledDiff()));
            good = true;
            return new OnnxForward(model, Math.toIntExact(rows.size(0)), differences);
        } finally {
            if (!good) {
                model.close();
            }
        }
    }

    private static Wiring write(Network network, SortedSet<String> taps, Path file) {
        Blueprint plan = network.blueprint();
        List<String> problems = OnnxWriter.problems(plan);
        if (!problems.isEmpty()) {
            throw new ExportException(file + ": " + String.join("; ", problems));
        }
        ModelProto model = OnnxWriter.model(plan, network::parameter, Card.of(List.of()), taps);
        try (AtomicFile atomic = new AtomicFile(file)) {
            OnnxWriter.save(model, atomic.temporary());
            atomic.sync();
            atomic.publish();
        } catch (IOException e) {
            throw Exporters.unwritable(file, e.toString(), e);
        }
        return wiring(plan, model.getGraph(), taps);
    }

    /** Outputs have the order in which they were asked for, whatever they are called. */
    private static Wiring wiring(Blueprint plan, GraphProto graph, SortedSet<String> taps) {
        Map<String, String> names = new TreeMap<>();
        int place = 1;
        for (String tap : taps) {
            names.put(tap, graph.getOutput(place++).getName());
        }
        return new Wiring(
                Optional.empty(),
                Optional.of(graph.getOutput(0).getName()),
                names,
                Wiring.PLAIN.channelsFirst(),
                Optional.of(plan.input()));
    }

    private static void check(Path file, String tap, Comparison found) {
        if (!(found.maxScaledDiff() <= TOLERANCE)) { // NaN is refused too
            throw new ExportException(
                    "%s: ONNX Runtime answers otherwise than the network: '%s' differs by up to %s (scaled %s, allowed %s), most in row %d of %d. Leave the teacher's key forward out, and the network answers itself"
                            .formatted(
                                    file,
                                    tap,
                                    found.maxAbsDiff(),
                                    found.maxScaledDiff(),
                                    TOLERANCE,
                                    found.worstRow(),
                                    found.rows()));
        }
    }
}
