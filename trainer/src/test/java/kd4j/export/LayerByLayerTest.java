package kd4j.export;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import kd4j.compress.quantise.PostTraining;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.Dense;
import kd4j.model.onnx.OnnxModel;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.TensorProto;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.protobuf.ByteString;

/** Files of 8 bits whose mistakes are smaller than a step: the logits alone do not show them. */
class LayerByLayerTest {
    private static final Blueprint PLAN = Blueprint.of(Shape.of(6))
            .then("hidden", new Dense(8, true))
            .then("relu", new Activation(Function.RELU))
            .then("logits", new Dense(3, true))
            .build();
    private static final Set<String> LAYERS = Set.of("hidden", "logits");

    private final INDArray rows = Networks.rows(PLAN.input(), 200, 3);

    @TempDir
    Path folder;

    private Path file;
    private PostTraining rounded;
    private Network precise;

    @BeforeEach
    void export() {
        file = folder.resolve("eight.onnx");
        try (Network network = Networks.trained(PLAN, 11)) {
            Exporters.export(network, Networks.card(PLAN), ExportFormat.ONNX_INT8, rows, file);
            rounded = PostTraining.of(network, PostTraining.Settings.USUAL, rows);
            precise = rounded.precise();
        }
    }

    @AfterEach
    void close() {
        precise.close();
        rounded.close();
    }

    private LayerSteps compared() {
        return LayerByLayer.of(precise, file, LAYERS, rows, file);
    }

    private static ByteBuffer raw(TensorProto.Builder tensor) {
        return ByteBuffer.wrap(tensor.getRawData().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static TensorProto.Builder constant(GraphProto.Builder graph, String name) {
        return graph.getInitializerBuilderList().stream()
                .filter(t -> t.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private interface Change {
        void on(GraphProto.Builder graph);
    }

    private void change(Change change) throws IOException {
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
        change.on(model.getGraphBuilder());
        Files.write(file, model.build().toByteArray());
    }

    /** 6 numbers and 8 hidden ones of 200 rows, and nothing that lies in the middle between two. */
    @Test
    void every_number_is_compared() throws IOException {
        LayerSteps found = compared();
        assertEquals(2, found.values());
        assertEquals(200 * (6 + 8), found.numbers());
        assertEquals(0, found.stepOff());
        assertTrue(found.farthest() > 0.45 && found.farthest() <= 0.5, found.toString());
        try (var left = Files.list(folder)) {
            assertEquals(2, left.count(), "the file and its record");
        }
    }

    @Test
    void a_bias_that_is_three_tenths_of_a_step_off_is_found() throws IOException {
        change(graph -> {
            float step = raw(constant(graph, "fake-quantise.relu/scale")).getFloat(0);
            float unit = raw(constant(graph, "hidden/bias/scale")).getFloat(0);
            ByteBuffer biases = raw(constant(graph, "hidden/bias/quantised"));
            biases.putInt(0, biases.getInt(0) + Math.round(0.3f * step / unit));
            constant(graph, "hidden/bias/quantised").setRawData(ByteString.copyFrom(biases.array()));
        });
        // The check of the logits alone lets it pass: it is less than a step there.
        try (OnnxModel model = OnnxModel.open(file)) {
            float[] right = Comparison.logits(precise, rows);
            float[] answers = Comparison.logits(model, rows);
            assertDoesNotThrow(() -> Comparison.checkSteps("file", right, answers, 3, rounded.step()));
        }
        String message = assertThrows(ExportException.class, this::compared).getMessage();
        // Half a step of rounding and three tenths.
        assertTrue(
                message.matches("(?s).*of 2800 numbers, those of \\['fake-quantise\\.relu' by up to 0\\.[78].*"),
                message);
        assertTrue(message.contains("rounds differently from the network"), message);
    }

    @Test
    void a_weight_of_the_last_layer_that_is_a_step_off_is_found() throws IOException {
        change(graph -> {
            TensorProto.Builder weight = constant(graph, "logits/weight/quantised");
            byte[] numbers = weight.getRawData().toByteArray();
            numbers[0] += numbers[0] > 0 ? -1 : 1;
            weight.setRawData(ByteString.copyFrom(numbers));
        });
        String message = assertThrows(ExportException.class, this::compared).getMessage();
        assertTrue(message.contains("those of all layers by up to 0.4"), message);
        assertTrue(message.endsWith("(scaled, allowed 1.0E-4)"), message);
    }

    @Test
    void a_file_that_does_not_round_is_told() throws IOException {
        change(graph -> graph.getNodeBuilderList().forEach(node -> {
            for (int i = 0; i < node.getInputCount(); i++) {
                node.setInput(i, node.getInput(i).replace("fake-quantise.relu/scale", "other"));
            }
        }));
        change(graph -> constant(graph, "fake-quantise.relu/scale").setName("other"));
        String message = assertThrows(ExportException.class, this::compared).getMessage();
        assertTrue(message.endsWith("its graph has no operation that rounds as 'fake-quantise.relu' does"), message);
    }
}
