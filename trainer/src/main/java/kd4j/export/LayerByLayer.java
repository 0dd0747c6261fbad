package kd4j.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import kd4j.compress.quantise.PostTraining;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Computation;
import kd4j.model.Layer;
import kd4j.model.Network;
import kd4j.model.Parameter;
import kd4j.model.onnx.IntegerKernels;
import kd4j.model.onnx.OnnxModel;
import kd4j.model.onnx.Wiring;
import kd4j.model.quantise.FakeQuantise;
import kd4j.model.quantise.Grid;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Compares a file of 8 bits with the network that rounds, one rounding after the other: the network goes on with the numbers that the file
 * has behind each rounding, so that a number that comes out a step apart in one layer cannot grow in the layers behind. The file is asked with
 * all its roundings among its outputs, each dequantised once more, which leaves the operations of ONNX Runtime as they are.
 */
final class LayerByLayer implements AutoCloseable {
    private static final String PREFIX = "kd4j.rounding.";
    /** So many numbers of all roundings together are held at a time. */
    private static final long AT_ONCE = 4L << 20;

    private final Path file;
    private final Network asked;
    private final OnnxModel model;
    private final Network network;
    private final long numbersOfRow;
    private Map<String, INDArray> given = Map.of();
    private long numbers;
    private long stepOff;
    private double logits;
    private final Map<String, Double> farthest = new LinkedHashMap<>();

    private LayerByLayer(Path file, Network asked, OnnxModel model) {
        this.file = file;
        this.asked = asked;
        this.model = model;
        Blueprint plan = asked.blueprint();
        List<Blueprint.Node> nodes = plan.nodes().stream().map(this::fed).toList();
        network = Network.create(new Blueprint(plan.input(), nodes, plan.ends()), 0, DataType.DOUBLE);
        PostTraining.copy(asked, network);
        numbersOfRow = roundings(plan).stream()
                .mapToLong(name -> plan.shapes().get(name).values())
                .sum();
    }

    /**
     * Compares.
     *
     * @param asked the network that rounds, in double precision
     * @param written the file as it lies now; a second one is written beside it for as long as this takes
     * @param layers that must be computed with 8-bit numbers here too
     * @throws ExportException when a number is not where its rounding puts it
     */
    static LayerSteps of(Network asked, Path written, Set<String> layers, INDArray rows, Path file) {
        Path opened = written.resolveSibling(written.getFileName() + ".layers");
        try {
            Wiring wiring = open(asked.blueprint(), written, opened, file);
            if (!IntegerKernels.missing(opened, layers).isEmpty()) {
                throw new ExportException(
                        "%s: with its roundings among its outputs, ONNX Runtime computes layers %s otherwise than without, so they cannot be compared"
                                .formatted(file, IntegerKernels.missing(opened, layers)));
            }
            try (LayerByLayer all = new LayerByLayer(file, asked, OnnxModel.open(opened, 1, wiring))) {
                return all.compared(rows);
            }
        } catch (IOException e) {
            throw Exporters.unwritable(file, e.toString(), e);
        } finally {
            delete(opened, file);
        }
    }

    private static void delete(Path opened, Path file) {
        try {
            Files.deleteIfExists(opened);
        } catch (IOException e) {
            throw Exporters.unwritable(file, e.toString(), e);
        }
    }

    private static List<String> roundings(Blueprint plan) {
        return plan.nodes().stream()
                .filter(node -> node.operation() instanceof FakeQuantise)
                .map(Blueprint.Node::name)
                .toList();
    }

    /** Writes the file with further outputs. */
    private static Wiring open(Blueprint plan, Path written, Path opened, Path file) throws IOException {
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(written));
        GraphProto.Builder graph = model.getGraph().toBuilder();
        Map<String, String> taps = new LinkedHashMap<>();
        for (String rounding : roundings(plan)) {
            NodeProto widened = model.getGraph().getNodeList().stream()
                    .filter(node -> node.getOpType().equals("DequantizeLinear")
                            && node.getInput(1).equals(OnnxQuantised.scale(rounding)))
                    .findFirst()
                    .orElseThrow(() -> new ExportException(
                            "%s: its graph has no operation that rounds as '%s' does".formatted(file, rounding)));
            String name = PREFIX + rounding;
            graph.addNode(widened.toBuilder().setName(name).setOutput(0, name));
            graph.addOutput(ValueInfoProto.newBuilder()
                    .setName(name)
                    .setType(TypeProto.newBuilder()
                            .setTensorType(
                                    TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE))));
            taps.put(rounding, name);
        }
        OnnxWriter.save(model.toBuilder().setGraph(graph).build(), opened);
        return new Wiring(
                Optional.empty(), Optional.of(graph.getOutput(0).getName()), taps, true, Optional.of(plan.input()));
    }

    private Blueprint.Node fed(Blueprint.Node node) {
        return node.operation() instanceof FakeQuantise rounding
                ? new Blueprint.Node(node.name(), new Fed(node.name(), rounding), node.inputs())
                : node;
    }

    private LayerSteps compared(INDArray rows) {
        Set<String> taps = new TreeSet<>(roundings(asked.blueprint()));
        taps.add(Blueprint.LOGITS);
        int batch = (int) Math.max(1, Math.min(Comparison.BATCH, AT_ONCE / numbersOfRow));
        Comparison.batches(rows, batch, (from, some) -> {
            given = model.forward(some, taps);
            INDArray own = network.forward(some, Set.of(Blueprint.LOGITS)).get(Blueprint.LOGITS);
            Comparison difference = Comparison.of(
                    Comparison.floats(own), Comparison.floats(given.get(Blueprint.LOGITS)), network.classes());
            logits = Math.max(logits, difference.maxScaledDiff());
            given.values().stream().filter(INDArray::closeable).forEach(INDArray::close);
        });
        double most = farthest.values().stream().mapToDouble(d -> d).reduce(0, Math::max);
        check(most);
        return new LayerSteps(farthest.size(), numbers, stepOff, most, logits);
    }

    private void check(double most) {
        List<String> beyond = new ArrayList<>();
        farthest.forEach((name, distance) -> {
            if (!(distance <= LayerSteps.FARTHEST)) { // NaN is beyond
                beyond.add("'%s' by up to %s steps".formatted(name, distance));
            }
        });
        if (!beyond.isEmpty() || !(logits <= Comparison.TOLERANCE)) {
            throw new ExportException(
                    "%s rounds differently from the network, each layer given what the file gives it: of %d numbers, those of %s are from the exact ones, allowed are %s; logits differ by %s (scaled, allowed %s)"
                            .formatted(
                                    file,
                                    numbers,
                                    beyond.isEmpty() ? "all layers by up to %s steps".formatted(most) : beyond,
                                    LayerSteps.FARTHEST,
                                    logits,
                                    Comparison.TOLERANCE));
        }
    }

    /** Compares one layer's numbers with the file's, and answers the file's. */
    private double[] compared(String name, Grid grid, double[] exact) {
        float[] theirs = given.get(name).dup('c').data().asFloat();
        if (theirs.length != exact.length) {
            throw new ExportException("%s: '%s' has %d numbers in the file, %d in the network"
                    .formatted(file, name, theirs.length, exact.length));
        }
        double scale = grid.scale();
        double most = farthest.getOrDefault(name, 0.0);
        double[] next = new double[exact.length];
        for (int i = 0; i < exact.length; i++) {
            float single = (float) exact[i];
            // As QuantizeLinear divides numbers that come from outside.
            double quotient = single == exact[i] ? single / grid.scale() : exact[i] / scale;
            double place = Math.max(0, Math.min(Grid.HIGHEST, quotient + grid.zero()));
            double q = Math.rint(theirs[i] / scale) + grid.zero();
            most = Math.max(most, Math.abs(q - place)); // Math.max keeps NaN
            stepOff += q == Math.rint(place - grid.zero()) + grid.zero() ? 0 : 1;
            next[i] = (q - grid.zero()) * scale;
        }
        numbers += exact.length;
        farthest.put(name, most);
        return next;
    }

    @Override
    public void close() {
        network.close();
        model.close();
    }

    /** In the place of a rounding: what comes out is the file's. */
    private final class Fed implements Layer {
        private final String name;
        private final FakeQuantise rounding;

        Fed(String name, FakeQuantise rounding) {
            this.name = name;
            this.rounding = rounding;
        }

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public List<Parameter> parameters(Shape input) {
            return rounding.parameters(input);
        }

        @Override
        public Computation computation(Shape input) {
            return new Computation() {
                @Override
                public void forward(Pass pass) {
                    INDArray stretch = rounding.learned() ? pass.parameter(FakeQuantise.STRETCH) : null;
                    Grid grid = FakeQuantise.grid(
                            pass.parameter(FakeQuantise.SCALE), pass.parameter(FakeQuantise.ZERO), stretch);
                    double[] exact = pass.input().dup('c').data().asDouble();
                    INDArray output = pass.output();
                    output.assign(
                            Nd4j.createFromArray(compared(name, grid, exact)).reshape('c', output.shape()));
                }

                @Override
                public void backward(Pass pass) {
                    throw new IllegalStateException("a comparison has no gradients");
                }
            };
        }
    }
}
