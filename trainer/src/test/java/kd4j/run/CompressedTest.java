package kd4j.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import kd4j.compress.Outcome;
import kd4j.data.Shape;
import kd4j.export.ExportFormat;
import kd4j.export.ExportedFile;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.architecture.Mlp;
import org.junit.jupiter.api.Test;

/** Counted by hand: 4 inputs, 8 units and 2 classes have 32 + 8 + 16 + 2 = 58 numbers and 48 multiply-adds. */
class CompressedTest {
    private static final Blueprint BEFORE = new Mlp(List.of(8), 0, 0).blueprint(Shape.of(4), 2);

    private static Compressed compressed(boolean happened) {
        Network network = Network.create(BEFORE, 1);
        network.parameter("dense1", "weight").getRow(0).assign(0);
        return Compressed.of(BEFORE, network, List.of(new Outcome("prune", happened, "3 of 4")));
    }

    @Test
    void counts_what_is_not_zero() {
        Compressed compressed = compressed(true);
        assertEquals(58, compressed.parametersBefore());
        assertEquals(48, compressed.macsBefore());
        // Biases begin at 0: of 58 numbers, 10 are these, and 8 were set to 0.
        assertEquals(40, compressed.nonZeros());
        assertEquals(18 / 58.0, compressed.sparsity(), 1e-12);
        assertEquals(40, compressed.nonZeroMacs());
        assertEquals(List.of(), compressed.failures());
    }

    @Test
    void what_did_not_happen_is_told() {
        assertEquals(
                List.of("compression 'prune' did not do what was asked for: 3 of 4"),
                compressed(false).failures());
    }

    /** 58 numbers of 4 bytes are 232. */
    @Test
    void a_file_that_is_not_smaller_is_told_with_both_numbers() {
        List<String> told = compressed(true).notSmaller(List.of(file(231), file(232)));
        assertEquals(1, told.size());
        assertTrue(
                told.get(0)
                        .contains(
                                "student.onnx smaller: it has 232 bytes, the 58 parameters of the network before have 232"),
                told.get(0));
    }

    private static ExportedFile file(long bytes) {
        return new ExportedFile(Path.of("student.onnx"), ExportFormat.ONNX, bytes, "", 58, 48, 0, 10, 10, null, null);
    }
}
