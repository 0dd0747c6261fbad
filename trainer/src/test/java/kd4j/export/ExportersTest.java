package kd4j.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Model;
import kd4j.model.ModelException;
import kd4j.model.Network;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.Dense;
import kd4j.model.layer.Flatten;
import kd4j.model.onnx.OnnxModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ExportersTest {
    private static final Blueprint PLAN = Blueprint.of(Shape.of(3, 4, 2))
            .then("flat", new Flatten())
            .then("hidden", new Dense(8, true))
            .then("tanh", new Activation(Function.TANH))
            .then("logits", new Dense(5, false))
            .build();

    private final INDArray rows = Networks.rows(PLAN.input(), 40, 3);
    private Network network;

    @TempDir
    Path folder;

    @BeforeEach
    void train() {
        network = Networks.trained(PLAN, 11);
    }

    @AfterEach
    void close() {
        network.close();
    }

    private ExportedFile export(ExportFormat format, Path file) {
        return Exporters.export(network, Networks.card(PLAN), format, rows, file);
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @ParameterizedTest
    @EnumSource
    void describesWhatItWrote(ExportFormat format) throws Exception {
        Path file = folder.resolve("student.file");
        ExportedFile done = export(format, file);
        byte[] bytes = Files.readAllBytes(file);
        assertEquals(file, done.path());
        assertEquals(format, done.format());
        assertEquals(bytes.length, done.bytes());
        assertEquals(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)), done.sha256());
        assertEquals(24 * 8 + 8 + 8 * 5, done.parameters());
        assertEquals(24 * 8 + 8 * 5, done.macs());
        assertEquals(40, done.rows());
        assertEquals(40, done.argMaxEqual());
        assertTrue(done.maxAbsDiff() <= 1e-5, done.toString());
        assertEquals(Set.of("student.file", "verification.json"), names());
    }

    @Test
    void makesMissingFoldersAndReplaces() throws IOException {
        Path file = folder.resolve("a/b/student.onnx");
        ExportedFile first = export(ExportFormat.ONNX, file);
        network.parameters().muli(0.5);
        ExportedFile second = export(ExportFormat.ONNX, file);
        assertFalse(first.sha256().equals(second.sha256()));
        assertEquals(second.sha256(), Verification.verify(file).sha256());
    }

    @Test
    void namesLayersBeforeTraining() {
        Blueprint plan = Blueprint.of(Shape.of(4))
                .then("twice", new Doubling())
                .then("hidden", new Dense(3, true))
                .then("again", new Doubling())
                .then("logits", new Dense(2, true))
                .build();
        List<String> problems = Exporters.check(plan, ExportFormat.ONNX);
        assertEquals(2, problems.size());
        assertTrue(
                problems.get(0).startsWith("layer 'twice' (Doubling) cannot be written to ONNX; these can: "),
                problems.get(0));
        assertTrue(problems.get(0).contains("Dense") && problems.get(0).contains("Flatten"), problems.get(0));
        assertTrue(problems.get(1).startsWith("layer 'again' (Doubling)"), problems.get(1));
        assertEquals(List.of(), Exporters.check(plan, ExportFormat.DL4J));
        assertEquals(List.of(), Exporters.check(PLAN, ExportFormat.ONNX));
    }

    @Test
    void namesNetworksThatAreTooLarge() {
        Blueprint plan = Blueprint.of(Shape.of(30_000))
                .then("logits", new Dense(20_000, true))
                .build();
        assertEquals(
                List.of("the network has 600,020,000 parameters; an ONNX file holds at most 536,608,767"),
                Exporters.check(plan, ExportFormat.ONNX));
    }

    /** Writes a good file but opens it as a model whose first logit is off by a given amount. */
    private record Liar(float by) implements Exporter {
        @Override
        public List<String> problems(Blueprint plan) {
            return List.of();
        }

        @Override
        public void write(Network network, Card card, Path file) throws IOException {
            new OnnxExporter(OnnxStorage.PLAIN).write(network, card, file);
        }

        @Override
        public Model open(Path file) {
            return new Shifted(OnnxModel.open(file), by);
        }
    }

    @Test
    void aWrongFileNeverTakesItsPlace() throws IOException {
        Path file = folder.resolve("student.onnx");
        Files.writeString(file, "of before");
        for (float by : new float[] {0.01f, Float.NaN}) {
            String message = assertThrows(
                            ExportException.class,
                            () -> Exporters.export(
                                    new Liar(by), network, Networks.card(PLAN), ExportFormat.ONNX, rows, file))
                    .getMessage();
            assertTrue(message.startsWith(file + " answers differently from the network"), message);
            assertTrue(message.contains("kept as student.onnx.rejected"), message);
            assertEquals("of before", Files.readString(file));
            assertEquals(Set.of("student.onnx", "student.onnx.rejected"), names());
        }
    }

    /** Breaks off half-way: by an exception of its own, as DL4J's writer does, or by Java's. */
    private record FullDisk(boolean own) implements Exporter {
        @Override
        public List<String> problems(Blueprint plan) {
            return List.of();
        }

        @Override
        public void write(Network network, Card card, Path file) throws IOException {
            Files.writeString(file, "half");
            if (own) {
                throw new ModelException("No space left on device");
            }
            throw new IOException("No space left on device");
        }

        @Override
        public Model open(Path file) {
            return OnnxModel.open(file);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFullDiskChangesNothing(boolean own) throws IOException {
        Path file = folder.resolve("student.onnx");
        ExportedFile before = export(ExportFormat.ONNX, file);
        network.parameters().muli(0.5);
        assertMessage(
                "No space left on device). Make room, or name another place",
                () -> Exporters.export(new FullDisk(own), network, Networks.card(PLAN), ExportFormat.ONNX, rows, file));
        assertEquals(Set.of("student.onnx", "verification.json"), names());
        assertEquals(before.sha256(), Verification.verify(file).sha256());
    }

    /** Below the tolerance, so that only the report tells. */
    @Test
    void smallDifferencesAreReported() {
        ExportedFile done = Exporters.export(
                new Liar(5e-5f), network, Networks.card(PLAN), ExportFormat.ONNX, rows, folder.resolve("student.onnx"));
        assertEquals(5e-5, done.maxAbsDiff(), 2e-6);
    }

    /** ONNX holds 32-bit floats whatever the network computes in. */
    @ParameterizedTest
    @EnumSource
    void writesNetworksOfDoubles(ExportFormat format) {
        Path file = folder.resolve("student." + format.extension());
        try (Network doubles = Network.create(PLAN, 4, DataType.DOUBLE)) {
            ExportedFile done = Exporters.export(doubles, Networks.card(PLAN), format, rows, file);
            assertTrue(done.maxAbsDiff() <= 1e-5, done.toString());
        }
        assertEquals(16, Verification.verify(file).argMaxEqual());
    }

    @Test
    void needsRows() {
        INDArray none = Nd4j.create(DataType.FLOAT, 0, 3, 4, 2);
        Path file = folder.resolve("student.onnx");
        assertMessage(
                "no rows to compare answers on",
                () -> Exporters.export(network, Networks.card(PLAN), ExportFormat.ONNX, none, file));
    }

    @Test
    void refusesWhatCannotBeRight() {
        Path file = folder.resolve("student.onnx");
        Card card = Card.of(List.of("cat"));
        assertMessage(
                "1 class names are given for a network of 5 classes",
                () -> Exporters.export(network, card, ExportFormat.ONNX, rows, file));
        INDArray logits = network.parameter("logits", "weight");
        logits.putScalar(new long[] {0, 2}, Float.NaN);
        assertMessage("the network itself answers row 0 with NaN for class 2", () -> export(ExportFormat.ONNX, file));
        assertFalse(Files.exists(file));
    }

    @Test
    void saysWhereItCannotWrite() throws IOException {
        Path blocked = Files.writeString(folder.resolve("file"), "x").resolve("student.onnx");
        assertMessage("cannot be written", () -> export(ExportFormat.ONNX, blocked));
        Files.writeString(folder.resolve("verification.json"), "{");
        byte[] before = Files.readAllBytes(folder.resolve("verification.json"));
        assertMessage("not a verification record", () -> export(ExportFormat.ONNX, folder.resolve("student.onnx")));
        assertArrayEquals(before, Files.readAllBytes(folder.resolve("verification.json")));
        assertEquals(Set.of("file", "verification.json"), names());
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable action) {
        String message = assertThrows(ExportException.class, action).getMessage();
        assertTrue(message.contains(part), message);
    }
}
