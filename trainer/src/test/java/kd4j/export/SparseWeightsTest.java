package kd4j.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.architecture.PlainCnn;
import kd4j.model.onnx.OnnxModel;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.SparseTensorProto;
import onnx.Onnx.TensorProto;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pruned weights in ONNX files: stored without their zeros where that is shorter, read by ONNX Runtime as if nothing were left out. */
class SparseWeightsTest {
    private static final Blueprint PLAN = new PlainCnn(List.of(16, 32), true, 2).blueprint(Shape.of(12, 12, 3), 7);
    private static final List<String> WEIGHTS =
            List.of("conv1/weight", "conv2/weight", "conv3/weight", "conv4/weight", "logits/weight");

    private final Network network = Networks.trained(PLAN, 6);
    private final INDArray rows = Networks.rows(PLAN.input(), 100, 98);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        network.close();
        rows.close();
    }

    /** Sets this share of all weights to 0, every second of them with a sign, as a mask times a negative weight does. */
    private void prune(double share) {
        Random random = new Random(5);
        for (Network.Segment s : network.segments()) {
            if (s.parameter().name().equals("weight")) {
                INDArray weight = network.parameter(s.node(), "weight");
                INDArray flat = weight.reshape('c', new long[] {weight.length()});
                for (long i = 0; i < flat.length(); i++) {
                    if (random.nextDouble() < share) {
                        flat.putScalar(i, random.nextBoolean() ? 0f : -0f);
                    }
                }
            }
        }
    }

    private Path dense(boolean halves) throws IOException {
        Path file = folder.resolve("dense.onnx");
        OnnxExporter exporter = new OnnxExporter(new OnnxStorage(halves, false));
        try (Rendition rendition = exporter.rendition(network, EightBits.usual(rows))) {
            exporter.write(rendition, Networks.card(PLAN), rows, file);
        }
        return file;
    }

    private ExportedFile export(ExportFormat format) {
        return Exporters.export(network, Networks.card(PLAN), format, rows, folder.resolve("sparse.onnx"));
    }

    private float[] answers(Path file) {
        try (OnnxModel model = OnnxModel.open(file)) {
            return Comparison.logits(model, rows);
        }
    }

    private static GraphProto graph(Path file) throws IOException {
        return ModelProto.parseFrom(Files.readAllBytes(file)).getGraph();
    }

    @Test
    void four_fifths_of_zeros_make_a_file_smaller() throws IOException {
        prune(0.8);
        Path dense = dense(false);
        ExportedFile sparse = export(ExportFormat.ONNX);
        assertEquals(WEIGHTS, sparse.sparse().tensors());
        long spared = Files.size(dense) - sparse.bytes();
        // A fifth of the weights, 12 bytes each, in the place of 4 bytes for every one: 40 % of these are spared.
        long weights = 4L * (3 * 16 + 16 * 16 + 16 * 32 + 32 * 32) * 9;
        assertTrue(spared > 0.36 * weights && spared < 0.44 * weights, spared + " bytes of " + weights);
        assertEquals(spared, sparse.sparse().bytesSpared(), 1000, "what names and sizes take comes on top");
        assertArrayEquals(answers(dense), answers(sparse.path()));
        assertEquals(16, Verification.verify(sparse.path()).argMaxEqual());
        try (OnnxModel a = OnnxModel.open(dense);
                OnnxModel b = OnnxModel.open(sparse.path())) {
            assertEquals(a.parameters(), b.parameters());
        }
        assertEquals(
                Exporters.sparsity(dense).getAsDouble(),
                Exporters.sparsity(sparse.path()).getAsDouble());
        assertEquals(ExportFormat.ONNX, Exporters.format(sparse.path()));
    }

    /** Read by hand, as onnx.proto describes it: numbers at places through all axes, all else 0. */
    @Test
    void the_numbers_are_where_the_standard_puts_them() throws IOException {
        prune(0.8);
        Map<String, TensorProto> dense = graph(dense(false)).getInitializerList().stream()
                .collect(Collectors.toMap(TensorProto::getName, t -> t));
        List<SparseTensorProto> sparse = graph(export(ExportFormat.ONNX).path()).getSparseInitializerList();
        assertEquals(WEIGHTS.size(), sparse.size());
        for (SparseTensorProto tensor : sparse) {
            TensorProto whole = dense.get(tensor.getValues().getName());
            assertEquals(whole.getDimsList(), tensor.getDimsList());
            ByteBuffer right = little(whole);
            ByteBuffer values = little(tensor.getValues());
            ByteBuffer places = little(tensor.getIndices());
            assertEquals(TensorProto.DataType.INT64_VALUE, tensor.getIndices().getDataType());
            float[] all = new float[right.remaining() / 4];
            while (places.hasRemaining()) {
                all[Math.toIntExact(places.getLong())] = values.getFloat();
            }
            for (float number : all) {
                assertTrue(number == right.getFloat(), whole.getName());
            }
        }
    }

    private static ByteBuffer little(TensorProto tensor) {
        return ByteBuffer.wrap(tensor.getRawData().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void half_of_zeros_stay() throws IOException {
        prune(0.5);
        Path dense = dense(false);
        ExportedFile file = export(ExportFormat.ONNX);
        assertNull(file.sparse());
        assertArrayEquals(Files.readAllBytes(dense), Files.readAllBytes(file.path()));
    }

    /** 10 bytes for each that is not 0 in the place of 2 for every one: shorter below a fifth. */
    @Test
    void halves_are_stored_so_below_a_fifth() throws IOException {
        prune(0.75);
        assertNull(export(ExportFormat.ONNX_FP16).sparse());
        prune(0.95);
        Path dense = dense(true);
        ExportedFile sparse = export(ExportFormat.ONNX_FP16);
        assertTrue(sparse.bytes() < 0.5 * Files.size(dense), sparse.toString());
        assertEquals(ExportFormat.ONNX_FP16, Exporters.format(sparse.path()));
        assertArrayEquals(answers(dense), answers(sparse.path()));
        assertEquals(
                Exporters.sparsity(dense).getAsDouble(),
                Exporters.sparsity(sparse.path()).getAsDouble());
    }

    @Test
    void the_record_says_it() throws IOException {
        prune(0.8);
        SparseWeights sparse = export(ExportFormat.ONNX).sparse();
        JsonNode entry = new JsonMapper()
                .readTree(Files.readAllBytes(folder.resolve(VerificationRecord.NAME)))
                .get("files")
                .get("sparse.onnx");
        assertEquals(
                sparse.bytesSpared(), entry.get("sparse").get("bytesSpared").asLong());
        assertEquals(WEIGHTS.size(), entry.get("sparse").get("tensors").size());
    }

    /** A zip packs zeros as well, so that devices need not know of this form. */
    @Test
    void bundles_leave_it_to_the_zip() throws IOException {
        prune(0.8);
        ExportedFile onnx = export(ExportFormat.ONNX);
        Path file = folder.resolve("student.kd4j");
        ExportedFile bundle = Exporters.export(network, Networks.card(PLAN), ExportFormat.BUNDLE, rows, file);
        assertNull(bundle.sparse());
        try (BundleModel model = BundleModel.open(file)) {
            assertEquals(0, ModelProto.parseFrom(model.onnx()).getGraph().getSparseInitializerCount());
            assertTrue(model.onnx().length > onnx.bytes());
        }
        long golden = 4L * 16 * (12 * 12 * 3 + 7);
        assertTrue(bundle.bytes() - golden < onnx.bytes(), bundle + " and " + onnx);
    }
}
