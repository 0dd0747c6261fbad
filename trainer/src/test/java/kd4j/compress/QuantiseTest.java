package kd4j.compress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import kd4j.component.Components;
import kd4j.compress.quantise.Entropy;
import kd4j.compress.quantise.Grids;
import kd4j.compress.quantise.MinMax;
import kd4j.engine.TrainingLoop;
import kd4j.engine.TrainingState;
import kd4j.export.Card;
import kd4j.export.EightBits;
import kd4j.export.ExportFormat;
import kd4j.export.ExportedFile;
import kd4j.export.Exporters;
import kd4j.model.Network;
import kd4j.model.layer.BatchNorm;
import kd4j.model.quantise.FakeQuantise;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class QuantiseTest {
    private static Quantise during(EpochSchedule schedule, List<String> layers) {
        return new Quantise(Optional.of(schedule), new MinMax(), 512, false, false, 8, layers);
    }

    @TempDir
    Path folder;

    @Nested
    class InTraining implements CompressionContract {
        @Override
        public Compression compression() {
            return Quantise.during(EpochSchedule.at(2));
        }

        @Override
        public Compression with(EpochSchedule schedule) {
            return during(schedule, List.of("*"));
        }

        @Override
        public Compression with(List<String> layers) {
            return during(EpochSchedule.at(2), layers);
        }

        /** Layers that round, and no batch norm; averages have the network's zeros, an optimiser's state has none. */
        @Override
        public void mustHaveForm(Network network, INDArray vector) {
            assertTrue(Grids.rounds(network.blueprint()));
            assertTrue(network.blueprint().nodes().stream().noneMatch(n -> n.operation() instanceof BatchNorm));
            for (Network.Segment s : network.segments()) {
                if (s.parameter().name().equals(FakeQuantise.ZERO)) {
                    double here = vector.getDouble(s.from());
                    assertTrue(here == 0 || here == network.parameters().getDouble(s.from()), s + ": " + here);
                }
            }
        }
    }

    @Test
    void trainsItsGridsAlongWithDistillation() {
        TrainingLoop loop = Trainings.loop(List.of(Quantise.during(EpochSchedule.at(2))), Trainings.adam());
        loop.run();
        Network network = loop.network();
        long moved = network.blueprint().nodes().stream()
                .filter(n -> n.operation() instanceof FakeQuantise)
                .filter(n -> network.parameter(n.name(), FakeQuantise.STRETCH).getFloat(0) != 0)
                .count();
        assertTrue(moved >= 4, moved + " grids have moved");
        assertTrue(loop.outcomes().get(0).sentence().contains("grids of activations were set and trained"));
    }

    /** The answers of the file, row by row, against those of the network that was trained with rounding. */
    @Test
    void theFileAnswersAsTheNetworkThatWasTrained() {
        TrainingLoop loop = Trainings.loop(List.of(Quantise.during(EpochSchedule.at(2))), Trainings.adam());
        TrainingState end = loop.run();
        Network network = loop.network();
        network.setParameters(end.bestParameters());
        INDArray rows = kd4j.data.Batches.evaluation(Trainings.rows(200, 9), List.of(), 200)
                .batch(0)
                .features();
        ExportedFile file = Exporters.export(
                network,
                Card.of(List.of("a", "b", "c")),
                ExportFormat.ONNX_INT8,
                rows,
                folder.resolve("student.onnx"),
                EightBits.usual(rows));
        double step = file.reduction().step();
        assertTrue(file.maxAbsDiff() <= step, file.toString());
        assertTrue(file.reduction().maxAbsDiff() <= step, file + ": biases are rounded in the file alone");
        assertEquals(List.of(), file.reduction().floats());
        ExportedFile full = Exporters.export(
                network, Card.of(List.of("a", "b", "c")), ExportFormat.ONNX, rows, folder.resolve("full.onnx"));
        assertTrue(full.reduction().maxAbsDiff() > 0, "in 32 bits nothing is rounded");
    }

    @Test
    void afterTheTrainingItLeavesTheTrainingAsItWas() {
        Quantise after = Quantise.after(new Entropy());
        assertEquals(after, Components.restore(Compression.class, Components.describe(after)));
        List<TrainingState> with = Trainings.states(List.of(after));
        List<TrainingState> without = Trainings.states(List.of());
        for (int i = 0; i < with.size(); i++) {
            assertEquals(without.get(i).parameters(), with.get(i).parameters());
            assertEquals(without.get(i).bestParameters(), with.get(i).bestParameters());
        }
        assertNotEquals(0, with.size());
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        for (boolean equalise : new boolean[] {true, false}) {
            String message = assertThrows(
                            RuntimeException.class,
                            () -> new Quantise(
                                    Optional.of(EpochSchedule.at(1)),
                                    new MinMax(),
                                    512,
                                    !equalise,
                                    equalise,
                                    8,
                                    List.of("*")))
                    .getMessage();
            assertTrue(
                    message.contains(equalise ? "equalise" : "bias-correction")
                            && message.contains("false with training"),
                    message);
        }
        assertTrue(assertThrows(
                        RuntimeException.class,
                        () -> new Quantise(Optional.empty(), new MinMax(), 512, false, false, 6, List.of("*")))
                .getMessage()
                .contains("7 or 8"));
    }
}
