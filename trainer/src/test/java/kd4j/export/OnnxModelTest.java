package kd4j.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.ModelException;
import kd4j.model.onnx.OnnxModel;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class OnnxModelTest {
    private static final Set<String> LOGITS = Set.of("logits");

    @TempDir
    Path folder;

    private Path save(GraphProto graph) throws IOException {
        Path file = folder.resolve("model.onnx");
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .build();
        Files.write(file, model.toByteArray());
        return file;
    }

    /** Flattens {@code [channels, height, width]} and multiplies with these weights: {@code y = flat(x) w}. */
    private static GraphProto linear(INDArray weights, long... sizes) {
        OnnxGraph graph = new OnnxGraph("test");
        String input = graph.input("pixels", sizes);
        String flat = graph.node("flat", "Flatten", List.of(input));
        graph.node("scores", "MatMul", List.of(flat, graph.constant("w", weights)));
        return graph.output("scores", weights.size(1));
    }

    private static INDArray random(long seed, long... sizes) {
        Random random = new Random(seed);
        float[] values = new float[(int) Arrays.stream(sizes).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Nd4j.create(values, sizes, 'c');
    }

    /** {@code sum over c, h, w of x[h, w, c] * weights[(c * height + h) * width + w]}, in double. */
    private static double[][] expected(INDArray images, INDArray weights) {
        int rows = (int) images.size(0);
        double[][] logits = new double[rows][(int) weights.size(1)];
        for (int n = 0; n < rows; n++) {
            for (int h = 0; h < images.size(1); h++) {
                for (int w = 0; w < images.size(2); w++) {
                    for (int c = 0; c < images.size(3); c++) {
                        long at = (c * images.size(1) + h) * images.size(2) + w;
                        for (int k = 0; k < logits[n].length; k++) {
                            logits[n][k] += images.getDouble(n, h, w, c) * weights.getDouble(at, k);
                        }
                    }
                }
            }
        }
        return logits;
    }

    private static void assertClose(double[][] expected, INDArray actual) {
        assertArrayEquals(new long[] {expected.length, expected[0].length}, actual.shape());
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], actual.getRow(i).toDoubleVector(), 1e-5);
        }
    }

    @Test
    void turnsChannelsFirst() throws IOException {
        INDArray weights = random(1, 12, 4);
        try (OnnxModel model = OnnxModel.open(save(linear(weights, 3, 2, 2)))) {
            assertEquals(Shape.of(2, 2, 3), model.input());
            assertEquals(4, model.classes());
            assertEquals(LOGITS, model.taps());
            INDArray images = random(2, 5, 2, 2, 3);
            INDArray before = images.dup();
            assertClose(expected(images, weights), model.forward(images, LOGITS).get("logits"));
            assertEquals(before, images);
        }
    }

    @Test
    void takesOneChannelAsItIs() throws IOException {
        INDArray weights = random(3, 6, 2);
        try (OnnxModel model = OnnxModel.open(save(linear(weights, 1, 2, 3)))) {
            INDArray images = random(4, 7, 2, 3, 1);
            double[][] expected = expected(images, weights);
            assertClose(expected, model.forward(images, LOGITS).get("logits"));
            assertClose(expected, model.forward(images.dup('f'), LOGITS).get("logits"));
            INDArray middle = images.get(NDArrayIndex.interval(2, 5));
            assertClose(
                    Arrays.copyOfRange(expected, 2, 5),
                    model.forward(middle, LOGITS).get("logits"));
        }
    }

    @Test
    void worksInsideOfWorkspaces() throws IOException {
        INDArray weights = random(1, 12, 4);
        INDArray images = random(2, 5, 2, 2, 3);
        double[][] expected = expected(images, weights);
        WorkspaceConfiguration size =
                WorkspaceConfiguration.builder().initialSize(1 << 20).build();
        try (OnnxModel model = OnnxModel.open(save(linear(weights, 3, 2, 2)));
                MemoryWorkspace step = Nd4j.getWorkspaceManager().getAndActivateWorkspace(size, "step")) {
            images.dup(); // so that the copies below do not start at the workspace's first byte
            INDArray inside = images.dup('c');
            assertClose(expected, model.forward(inside, LOGITS).get("logits"));
            assertClose(expected, model.forward(images, LOGITS).get("logits"));
            assertTrue(inside.isAttached() && step.getCurrentOffset() > 0);
        }
    }

    @Test
    void takesVectors() throws IOException {
        try (OnnxModel model = OnnxModel.open(save(linear(Nd4j.eye(3).castTo(DataType.FLOAT), 3)))) {
            assertEquals(Shape.of(3), model.input());
            INDArray rows = random(5, 2, 3);
            assertEquals(rows, model.forward(rows, LOGITS).get("logits"));
        }
    }

    /** Threads of the size that Java gives them: ONNX Runtime needs no large stack beside DL4J. */
    @Test
    void opensAndAnswersInOrdinaryThreads() throws Exception {
        INDArray weights = random(6, 12, 4);
        Path file = save(linear(weights, 3, 2, 2));
        INDArray images = random(7, 5, 2, 2, 3);
        double[][] expected = expected(images, weights);
        ExecutorService threads = Executors.newFixedThreadPool(3, task -> new Thread(null, task, "small", 1L << 18));
        try (OnnxModel shared = OnnxModel.open(file)) {
            Callable<INDArray> own = () -> {
                try (OnnxModel model = OnnxModel.open(file)) {
                    return model.forward(images, LOGITS).get("logits");
                }
            };
            Callable<INDArray> common = () -> shared.forward(images, LOGITS).get("logits");
            for (Future<INDArray> answer : threads.invokeAll(List.of(own, common, own, common, own, common))) {
                assertClose(expected, answer.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void namesTheShapeThatItTakes() throws IOException {
        try (OnnxModel model = OnnxModel.open(save(linear(random(1, 12, 4), 3, 2, 2)))) {
            INDArray turned = random(2, 5, 3, 2, 2);
            String message = assertThrows(ShapeException.class, () -> model.forward(turned, LOGITS))
                    .getMessage();
            assertTrue(message.endsWith("takes features of [5, 2, 2, 3], given [5, 3, 2, 2]"), message);
            INDArray right = random(2, 5, 2, 2, 3);
            String taps = assertThrows(ModelException.class, () -> model.forward(right, Set.of("conv1")))
                    .getMessage();
            assertTrue(taps.endsWith("taps wanted: [conv1]; an ONNX file gives only [logits]"), taps);
        }
    }

    @Test
    void refusesMissingAndDamagedFiles() throws IOException {
        Path missing = folder.resolve("none.onnx");
        assertRefused(missing, "no such file");
        Path whole = save(linear(random(1, 12, 4), 3, 2, 2));
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(whole, Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused(whole, "not an ONNX model that ONNX Runtime can load");
        Files.write(whole, new byte[0]);
        assertRefused(whole, "");
        Files.writeString(whole, "this is a text");
        assertRefused(whole, "not an ONNX model that ONNX Runtime can load");
        assertRefused(folder, "");
    }

    @Test
    void refusesModelsOfAnotherForm() throws IOException {
        OnnxGraph two = new OnnxGraph("two");
        two.node("sum", "Add", List.of(two.input("a", 3), two.input("b", 3)));
        assertRefused(save(two.output("sum", 3)), "it has 2 inputs: [a, b]");
        OnnxGraph image = new OnnxGraph("image");
        image.node("relu", "Relu", List.of(image.input("a", 3, 4, 4)));
        assertRefused(save(image.output("relu", 3, 4, 4)), "output 'relu' has a shape other than [batch, classes]");
        GraphProto.Builder fixed = linear(random(1, 12, 4), 12).toBuilder();
        fixed.getInputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .getDimBuilder(0)
                .clearDimParam()
                .setDimValue(2);
        assertRefused(save(fixed.build()), "input 'pixels' has the shape [2, 12]");
    }

    private static void assertRefused(Path file, String why) {
        String message =
                assertThrows(ModelException.class, () -> OnnxModel.open(file)).getMessage();
        assertTrue(message.startsWith(file.toString()) && message.contains(why), message);
    }
}
