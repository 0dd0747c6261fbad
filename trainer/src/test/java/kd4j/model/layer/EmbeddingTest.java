package kd4j.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import kd4j.component.ShapeException;
import kd4j.data.DataException;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What {@link LayerContract} asks for, on whole numbers, which have no neighbours to take differences with. */
class EmbeddingTest {
    private static final Embedding LAYER = new Embedding(5, 3);
    private static final int[][] ENTRIES = {{4, 0, 4, 2}, {4, 1, 0, 0}};

    private static LayerRun run(DataType type) {
        LayerRun run = LayerRun.of(LAYER, Shape.of(4), 2, type);
        run.input().assign(Nd4j.createFromArray(ENTRIES).castTo(type));
        return run;
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void givesTheVectorOfEachEntry(DataType type) {
        LayerRun run = run(type);
        INDArray output = run.forward(true);
        for (int row = 0; row < 2; row++) {
            for (int time = 0; time < 4; time++) {
                for (int i = 0; i < 3; i++) {
                    assertEquals(
                            run.parameters().get("weight").getDouble(ENTRIES[row][time], i),
                            output.getDouble(row, time, i));
                }
            }
        }
    }

    /** The gradient of an entry is the sum over the places where it stands; entry 3 stands nowhere. */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void addsUpWhereAnEntryStandsSeveralTimes(DataType type) {
        LayerRun run = run(type);
        INDArray before = run.input().dup();
        INDArray inputGradient = run.backward(true);
        double[][] expected = new double[5][3];
        for (int row = 0; row < 2; row++) {
            for (int time = 0; time < 4; time++) {
                for (int i = 0; i < 3; i++) {
                    expected[ENTRIES[row][time]][i] += run.outputGradient().getDouble(row, time, i);
                }
            }
        }
        double tolerance = type == DataType.FLOAT ? 1e-6 : 1e-15;
        LayerRun.assertClose(
                "weight", Nd4j.createFromArray(expected), run.gradients().get("weight"), tolerance);
        assertEquals(0, inputGradient.amaxNumber().doubleValue());
        assertEquals(before, run.input());
    }

    @Test
    void refusesEntriesOutsideOfTheVocabulary() {
        LayerRun run = run(DataType.FLOAT);
        run.input().putScalar(1, 2, 5);
        var e = assertThrows(DataException.class, () -> run.forward(true));
        assertEquals(
                "row 1 of the batch has 5 at time 2; embedding takes whole numbers from 0 to 4. Check the data, or give the"
                        + " layer a larger vocabulary",
                e.getMessage());
        run.input().putScalar(0, 3, -1);
        var negative = assertThrows(DataException.class, () -> run.forward(true));
        assertTrue(negative.getMessage().startsWith("row 0 of the batch has -1 at time 3;"), negative.getMessage());
    }

    @Test
    void refusesBrokenNumbers() {
        LayerRun run = run(DataType.DOUBLE);
        run.input().putScalar(1, 0, 2.5);
        var e = assertThrows(DataException.class, () -> run.forward(true));
        assertTrue(e.getMessage().startsWith("row 1 of the batch has 2.5 at time 0;"), e.getMessage());
        run.input().putScalar(1, 0, Double.NaN);
        var nan = assertThrows(DataException.class, () -> run.forward(true));
        assertTrue(nan.getMessage().startsWith("row 1 of the batch has NaN at time 0;"), nan.getMessage());
    }

    @Test
    void refusalNamesTheShape() {
        var e = assertThrows(ShapeException.class, () -> LAYER.output(Shape.of(4, 2)));
        assertTrue(e.getMessage().contains("4x2"), e.getMessage());
        assertEquals(Shape.of(4, 3), LAYER.output(Shape.of(4)));
    }

    @Test
    void savedNetworkIsTheSame(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("layer.zip");
        INDArray input = Nd4j.createFromArray(ENTRIES).castTo(DataType.FLOAT);
        Set<String> logits = Set.of(Blueprint.LOGITS);
        try (Network network = LayerRun.network(LAYER, Shape.of(4))) {
            LayerRun.step(network, input, 1);
            network.save(file);
            INDArray output = network.forward(input, logits).get(Blueprint.LOGITS);
            assertEquals(
                    output,
                    ModelSerializer.restoreComputationGraph(file.toFile()).outputSingle(input));
            try (Network loaded = Network.load(file)) {
                assertEquals(network.blueprint(), loaded.blueprint());
                LayerRun.step(network, input, 2);
                LayerRun.step(loaded, input, 2);
                assertEquals(network.copyParameters(), loaded.copyParameters());
            }
        }
    }
}
