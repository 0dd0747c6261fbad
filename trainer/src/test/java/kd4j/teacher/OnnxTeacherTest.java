package kd4j.teacher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kd4j.component.Kd4jException;
import kd4j.component.ShapeException;
import kd4j.data.Batches;
import kd4j.data.Samples;
import kd4j.data.Shape;
import kd4j.data.Transform;
import kd4j.export.Card;
import kd4j.export.ExportFormat;
import kd4j.export.Exporters;
import kd4j.model.Network;
import kd4j.model.architecture.Lenet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Against PyTorch, which made the file and its answers; three outputs, one of them the inside of the network. */
class OnnxTeacherTest implements TeacherContract {
    private static final Samples ROWS = Stock.samples(Shape.of(4, 5, 2), Stock.table("looking-rows.csv"));
    private static final String FILE = Stock.file("looking.onnx").toString();
    private static final Opening OPENING = Stock.opening(Path.of("."), ROWS, "a", "b", "c");

    @TempDir
    private Path folder;

    private static OnnxTeacher source(String output, Map<String, String> taps, Answers answers) {
        return new OnnxTeacher(
                FILE,
                Optional.empty(),
                Optional.of(output),
                taps,
                OnnxTeacher.Layout.CHANNELS_FIRST,
                List.of(),
                answers);
    }

    @Override
    public Teacher open() {
        return source("scores", Map.of("inside", "hint"), Answers.PLAIN).open(OPENING);
    }

    @Override
    public Samples rows() {
        return ROWS;
    }

    @Override
    public double[][] expected() {
        return Stock.table("looking-scores.csv");
    }

    @Test
    void tapsComeWithChannelsLast() {
        try (Teacher teacher = open()) {
            INDArray hint = teacher.signals(
                            Batches.evaluation(ROWS, List.of(), 3).batch(0), Set.of("inside"))
                    .get("inside");
            assertArrayEquals(new long[] {3, 4, 5, 3}, hint.shape());
            TeacherContract.assertClose(
                    Stock.table("looking-hint.csv"), hint.reshape(3, 60).toDoubleMatrix());
        }
    }

    @Test
    void weightsAreCounted() {
        try (Teacher teacher = open()) {
            // Convolution 3 * 2 * 9 + 3, dense layer 60 * 3 + 3
            assertEquals(57 + 183, teacher.parameters());
        }
    }

    /** log softmax(z) = z - log sum exp(z), in double. */
    @Test
    void probabilitiesBecomeLogits() {
        Answers shares = new Answers(Answers.Gives.PROBABILITIES, List.of(), List.of(), List.of());
        double[][] expected = Arrays.stream(expected())
                .map(row -> {
                    double all = Math.log(Arrays.stream(row).map(Math::exp).sum());
                    return Arrays.stream(row).map(z -> z - all).toArray();
                })
                .toArray(double[][]::new);
        try (Teacher teacher = source("shares", Map.of(), shares).open(OPENING)) {
            TeacherContract.assertClose(expected, TeacherContract.logits(teacher, ROWS));
        }
    }

    @Test
    void probabilitiesAreNotTakenForLogits() {
        String message = refusal(source("shares", Map.of(), Answers.PLAIN));
        assertTrue(message.contains("add up to 1 in every row") && message.contains("gives: probabilities"), message);
    }

    @Test
    void ownTransformsComeBeforeIt() {
        Transform half = new Halved();
        Samples doubled = Stock.samples(
                Shape.of(4, 5, 2),
                Arrays.stream(Stock.table("looking-rows.csv"))
                        .map(row -> Arrays.stream(row).map(v -> 2 * v).toArray())
                        .toArray(double[][]::new));
        OnnxTeacher source = new OnnxTeacher(
                FILE,
                Optional.of("pixels"),
                Optional.of("scores"),
                Map.of(),
                OnnxTeacher.Layout.CHANNELS_FIRST,
                List.of(half),
                Answers.PLAIN);
        try (Teacher teacher = source.open(Stock.opening(folder, doubled, "a", "b", "c"))) {
            TeacherContract.assertClose(expected(), TeacherContract.logits(teacher, doubled));
        }
    }

    /** Halves every value. */
    private record Halved() implements Transform {
        @Override
        public long views(Shape input) {
            return 1;
        }

        @Override
        public void apply(Shape shape, float[] in, float[] out, long view) {
            for (int i = 0; i < out.length; i++) {
                out[i] = in[i] / 2;
            }
        }
    }

    @Test
    void ownNetworksAnswerTheSameThroughOnnxRuntime() {
        Shape shape = Shape.of(8, 8, 1);
        try (Network network = Network.create(new Lenet().blueprint(shape, 3), 3)) {
            double[][] pixels = new double[5][64];
            for (int i = 0; i < 5 * 64; i++) {
                pixels[i / 64][i % 64] = Math.sin(i);
            }
            Samples rows = Stock.samples(shape, pixels);
            INDArray features = Batches.evaluation(rows, List.of(), 5).batch(0).features();
            Path file = folder.resolve("lenet.onnx");
            Exporters.export(network, Card.of(List.of("a", "b", "c")), ExportFormat.ONNX, features, file);
            OnnxTeacher source = new OnnxTeacher(
                    file.toString(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    OnnxTeacher.Layout.CHANNELS_FIRST,
                    List.of(),
                    Answers.PLAIN);
            try (Teacher teacher = source.open(Stock.opening(folder, rows, "a", "b", "c"))) {
                assertEquals(List.of("a", "b", "c"), teacher.classNames());
                TeacherContract.assertClose(
                        TeacherContract.logits(Teacher.of(network), rows), TeacherContract.logits(teacher, rows));
            }
            // The file says what its classes are called.
            ShapeException e =
                    assertThrows(ShapeException.class, () -> source.open(Stock.opening(folder, rows, "c", "a", "b")));
            assertTrue(e.getMessage().contains("in another order"), e.getMessage());
            assertTrue(e.getMessage().contains("select: [2, 0, 1]"), e.getMessage());
        }
    }

    @Test
    void wrongNamesListWhatThereIs() {
        String output = refusal(source("score", Map.of(), Answers.PLAIN));
        assertTrue(output.contains("no output named 'score'. Did you mean 'scores'?"), output);
        assertTrue(output.contains("It has: [hint, scores, shares]"), output);
        String tap = refusal(source("scores", Map.of("inside", "relu9"), Answers.PLAIN));
        assertTrue(tap.contains("no output named 'relu9'. It has: [hint, scores, shares]"), tap);
        String inside = refusal(source("hint", Map.of(), Answers.PLAIN));
        assertTrue(inside.contains("output 'hint' has a shape other than [batch, classes]"), inside);
    }

    @Test
    void brokenFilesAreRefused() throws IOException {
        Path broken = folder.resolve("broken.onnx");
        byte[] whole = Files.readAllBytes(Stock.file("looking.onnx"));
        Files.write(broken, Arrays.copyOf(whole, whole.length / 2));
        String message = refusal(at(broken));
        assertTrue(message.contains("broken.onnx: not an ONNX model that ONNX Runtime can load"), message);
        assertTrue(refusal(at(folder.resolve("none.onnx"))).contains("none.onnx: no such file"));
    }

    private static OnnxTeacher at(Path file) {
        return new OnnxTeacher(
                file.toString(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                OnnxTeacher.Layout.CHANNELS_FIRST,
                List.of(),
                Answers.PLAIN);
    }

    private static String refusal(FileTeacher source) {
        return assertThrows(Kd4jException.class, () -> source.open(OPENING)).getMessage();
    }
}
