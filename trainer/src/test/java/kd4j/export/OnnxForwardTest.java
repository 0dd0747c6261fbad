package kd4j.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import kd4j.data.Batch;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.ModelException;
import kd4j.model.Network;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.BatchNorm;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.Dense;
import kd4j.model.layer.Dropout;
import kd4j.model.layer.Flatten;
import kd4j.teacher.FrozenTeacher;
import kd4j.teacher.Teacher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What is expected comes from the network itself, whose arithmetic shares nothing with ONNX Runtime's. */
class OnnxForwardTest {
    /** Not square, and with a dropout, which leaves no node in a graph. */
    private static final Blueprint PLAN = Blueprint.of(Shape.of(5, 4, 2))
            .then("conv", new Conv2d(3, 3, 1, Optional.of(1), false))
            .then("norm", new BatchNorm(1e-5, 0.1))
            .then("relu", new Activation(Function.RELU))
            .then("drop", new Dropout(0.5))
            .then("flat", new Flatten())
            .then("logits", new Dense(3, true))
            .build();

    private static final Set<String> TAPS = Set.of("norm", "relu", "drop", "flat", "logits");

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("forward.onnx");
    }

    @Test
    void inner_layers_and_logits_are_the_networks() {
        INDArray seen = Networks.rows(PLAN.input(), 70, 3);
        INDArray others = Networks.rows(PLAN.input(), 9, 4);
        Network network = Networks.trained(PLAN, 1);
        OnnxForward forward = OnnxForward.open(network, TAPS, seen, 1, file());
        assertEquals(TAPS, forward.differences().keySet());
        assertEquals(70, forward.rows());
        assertTrue(forward.largest() > 0 && forward.largest() < 1e-5, forward.toString());
        try (Teacher teacher = new FrozenTeacher(Teacher.of(network), forward.model())) {
            Batch batch = new Batch(others, new int[9], new int[9], new long[9]);
            Map<String, INDArray> expected = network.forward(others, TAPS);
            Map<String, INDArray> actual = teacher.signals(batch, TAPS);
            for (String tap : TAPS) {
                assertArrayEquals(expected.get(tap).shape(), actual.get(tap).shape(), tap);
                assertArrayEquals(
                        expected.get(tap).dup('c').data().asFloat(),
                        actual.get(tap).dup('c').data().asFloat(),
                        1e-5f,
                        tap);
            }
            assertEquals(network, teacher.network().orElseThrow());
            assertEquals(PLAN.parameters(), teacher.parameters());
        }
    }

    @Test
    void a_teacher_gives_what_its_graph_gives_in_the_order_of_the_layers() {
        INDArray rows = Networks.rows(PLAN.input(), 4, 3);
        Network network = Networks.trained(PLAN, 1);
        OnnxForward forward = OnnxForward.open(network, Set.of("relu", "norm"), rows, 1, file());
        try (Teacher teacher = new FrozenTeacher(Teacher.of(network), forward.model())) {
            assertEquals("[norm, relu, logits]", teacher.shapes().keySet().toString());
            assertEquals(PLAN.shapes().get("norm"), teacher.shapes().get("norm"));
            assertEquals(new TreeSet<>(teacher.shapes().keySet()), new TreeSet<>(teacher.taps()));
            Batch batch = new Batch(rows, new int[4], new int[4], new long[4]);
            var error = assertThrows(ModelException.class, () -> teacher.signals(batch, Set.of("conv")));
            assertTrue(
                    error.getMessage().contains("taps wanted: [conv]; an ONNX file gives only [logits, norm, relu]"),
                    error.getMessage());
        }
    }

    /** Not a number is as far from anything as can be: both sides give it, and neither is a teacher. */
    @Test
    void answers_that_differ_are_refused_with_the_figures() {
        INDArray rows = Networks.rows(PLAN.input(), 300, 3);
        try (Network network = Networks.trained(PLAN, 1)) {
            network.parameter("logits", "bias").putScalar(1, Float.NaN);
            var error = assertThrows(
                    ExportException.class, () -> OnnxForward.open(network, Set.of("relu"), rows, 1, file()));
            assertEquals(
                    file()
                            + ": ONNX Runtime answers otherwise than the network: 'logits' differs by up to NaN (scaled NaN, allowed 1.0E-4), most in row 0 of 300. Leave the teacher's key forward out, and the network answers itself",
                    error.getMessage());
        }
    }

    @Test
    void a_place_that_cannot_be_written_is_told() throws Exception {
        Files.writeString(folder.resolve("taken"), "");
        Path inside = folder.resolve("taken").resolve("forward.onnx");
        try (Network network = Networks.trained(PLAN, 1)) {
            var error = assertThrows(
                    ExportException.class,
                    () -> OnnxForward.open(network, Set.of(), Networks.rows(PLAN.input(), 2, 3), 1, inside));
            assertTrue(error.getMessage().contains("forward.onnx: cannot be written"), error.getMessage());
        }
    }
}
