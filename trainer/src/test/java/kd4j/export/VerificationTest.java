package kd4j.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import kd4j.component.Kd4jException;
import kd4j.data.Shape;
import kd4j.file.Sha256;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.Dense;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class VerificationTest {
    private static final Blueprint PLAN = Blueprint.of(Shape.of(6))
            .then("hidden", new Dense(8, true))
            .then("relu", new Activation(Function.RELU))
            .then("logits", new Dense(3, true))
            .build();
    private static final JsonMapper JSON = new JsonMapper();

    private final INDArray rows = Networks.rows(PLAN.input(), 40, 3);

    @TempDir
    Path folder;

    private Path zip;
    private Path onnx;

    @BeforeEach
    void export() {
        zip = folder.resolve("student.zip");
        onnx = folder.resolve("student.onnx");
        try (Network network = Networks.trained(PLAN, 11)) {
            for (ExportFormat format : ExportFormat.values()) {
                Exporters.export(network, Networks.card(PLAN), format, rows, file(format));
            }
        }
    }

    private Path file(ExportFormat format) {
        return switch (format) {
            case DL4J -> zip;
            case ONNX -> onnx;
            case ONNX_FP16 -> folder.resolve("half.onnx");
            case ONNX_INT8 -> folder.resolve("eight.onnx");
            case BUNDLE -> folder.resolve("student.kd4j");
            case BUNDLE_FP16 -> folder.resolve("half.kd4j");
            case BUNDLE_INT8 -> folder.resolve("eight.kd4j");
        };
    }

    private Path record() {
        return folder.resolve("verification.json");
    }

    /** Changes the record of a file by hand. */
    private void tamper(Path file, java.util.function.Consumer<ObjectNode> change) throws IOException {
        JsonNode all = JSON.readTree(Files.readAllBytes(record()));
        change.accept((ObjectNode) all.get("files").get(file.getFileName().toString()));
        Files.write(record(), JSON.writeValueAsBytes(all));
    }

    @ParameterizedTest
    @EnumSource
    void asksTheRecordedRows(ExportFormat format) {
        VerifiedFile verified = Verification.verify(file(format));
        assertEquals(file(format), verified.path());
        assertEquals(format, verified.format());
        assertEquals(16, verified.rows());
        assertEquals(16, verified.argMaxEqual());
        assertTrue(verified.maxAbsDiff() <= 1e-5, verified.toString());
    }

    /** The first 16 rows in plain base64 of little-endian floats, for readers in other languages. */
    @Test
    void recordsRowsThatAnybodyCanRead() throws IOException {
        JsonNode entry =
                JSON.readTree(Files.readAllBytes(record())).get("files").get("student.onnx");
        assertEquals("onnx", entry.get("format").asString());
        byte[] features =
                Base64.getDecoder().decode(entry.get("golden").get("features").asString());
        assertEquals(16 * 6 * 4, features.length);
        int bits = (features[4] & 0xff)
                | (features[5] & 0xff) << 8
                | (features[6] & 0xff) << 16
                | (features[7] & 0xff) << 24;
        assertEquals(rows.getFloat(0, 1), Float.intBitsToFloat(bits));
        assertEquals(3, entry.get("golden").get("classes").asInt());
        assertEquals(6, entry.get("golden").get("shape").get(0).asInt());
    }

    @ParameterizedTest
    @EnumSource
    void noticesChangedFiles(ExportFormat format) throws IOException {
        Path file = file(format);
        byte[] right = Files.readAllBytes(file);
        byte[] flipped = right.clone();
        flipped[right.length / 2] ^= 1;
        Files.write(file, flipped);
        assertRefused(file, "is not the file that was exported: " + right.length + " bytes with SHA-256 ");
        Files.write(file, Arrays.copyOf(right, right.length - 1));
        assertRefused(file, "is not the file that was exported: " + (right.length - 1) + " bytes with SHA-256 ");
    }

    /** With a record that was made to fit, so that the reader itself must notice. */
    @ParameterizedTest
    @EnumSource
    void noticesTruncatedFiles(ExportFormat format) throws IOException {
        Path file = file(format);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) / 2));
        String sha256 = Sha256.of(file);
        long bytes = Files.size(file);
        tamper(file, entry -> entry.put("sha256", sha256).put("bytes", bytes));
        String message = assertThrows(Kd4jException.class, () -> Verification.verify(file))
                .getMessage();
        assertTrue(message.contains(file.toString()), message);
    }

    @Test
    void noticesOtherAnswers() throws IOException {
        byte[] wrong = new byte[16 * 3 * 4];
        tamper(onnx, entry -> ((ObjectNode) entry.get("golden")).put("logits", wrong));
        assertRefused(onnx, "answers differently from the network");
        assertEquals(zip, Verification.verify(zip).path());
    }

    @Test
    void noticesAnotherNetworksRows() throws IOException {
        tamper(onnx, entry -> {
            ObjectNode golden = (ObjectNode) entry.get("golden");
            golden.putArray("shape").add(3);
            golden.put("features", new byte[16 * 3 * 4]);
        });
        String message = assertThrows(Kd4jException.class, () -> Verification.verify(onnx))
                .getMessage();
        assertTrue(message.endsWith("takes 6 and gives 3 classes; the recorded rows are 3 with 3 classes"), message);
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertRefused(folder.resolve("none.onnx"), "no such file");
        Path copy = Files.copy(onnx, folder.resolve("copy.onnx"));
        assertRefused(copy, "nothing is recorded about it");
        assertRefused(
                copy,
                "tells of [eight.kd4j, eight.onnx, half.kd4j, half.onnx, student.kd4j, student.onnx, student.zip]");
        Files.delete(record());
        assertRefused(onnx, "tells of no file");
    }

    /** Records of before have no comparison layer by layer. */
    @Test
    void readsOlderRecords() throws IOException {
        Path eight = file(ExportFormat.ONNX_INT8);
        tamper(
                eight,
                entry -> assertEquals(
                        2,
                        ((ObjectNode) entry.get("reduction"))
                                .remove("layers")
                                .get("values")
                                .asInt()));
        assertEquals(16, Verification.verify(eight).argMaxEqual());
    }

    @Test
    void refusesDamagedRecords() throws IOException {
        tamper(onnx, entry -> entry.remove("sha256"));
        assertRefused(record(), onnx, "not a verification record");
        Files.writeString(record(), "{\"version\": 1");
        assertRefused(record(), onnx, "not a verification record");
        Files.writeString(record(), "{\"version\": 2, \"files\": {}}");
        assertRefused(record(), onnx, "has the layout 2; this release of KD4J reads layout 1");
    }

    @Test
    void refusesRowsThatDoNotFitTheirShape() throws IOException {
        tamper(onnx, entry -> ((ObjectNode) entry.get("golden")).put("features", new byte[20]));
        assertRefused(record(), onnx, "5 features and 48 logits are not rows of 6 with 3 classes");
    }

    private static void assertRefused(Path file, String why) {
        assertRefused(file, file, why);
    }

    private static void assertRefused(Path named, Path file, String why) {
        String message = assertThrows(ExportException.class, () -> Verification.verify(file))
                .getMessage();
        assertTrue(message.startsWith(named.toString()) && message.contains(why), message);
    }
}
