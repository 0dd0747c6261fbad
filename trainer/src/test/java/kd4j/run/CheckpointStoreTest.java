package kd4j.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kd4j.compress.Progress;
import kd4j.data.Shape;
import kd4j.engine.RunException;
import kd4j.engine.TrainingState;
import kd4j.model.Blueprint;
import kd4j.model.architecture.PlainCnn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CheckpointStoreTest {
    @TempDir
    private Path folder;

    private static INDArray vector(float... values) {
        return Nd4j.createFromArray(values);
    }

    private static TrainingState state(Optional<INDArray> average) {
        return new TrainingState(
                3,
                30,
                new TrainingState.Best(2, 5, 0.25),
                vector(1, 2),
                Optional.of(vector(0.1f, -0f)),
                vector(5, 6),
                average);
    }

    @Test
    void what_is_saved_is_read_again() {
        CheckpointStore store = new CheckpointStore(folder);
        store.save(state(Optional.of(vector(1e-30f, 0.3f))));
        assertEquals(Optional.of(state(Optional.of(vector(1e-30f, 0.3f)))), store.newest());
    }

    @Test
    void an_average_is_only_where_there_is_one() {
        CheckpointStore store = new CheckpointStore(folder);
        store.save(state(Optional.empty()));
        assertEquals(Optional.of(state(Optional.empty())), store.newest());
        assertTrue(Files.notExists(folder.resolve("epoch-000003/average.f32")));
    }

    @Test
    void a_plan_of_compression_keeps_layers_and_memories() {
        Blueprint layers = new PlainCnn(List.of(3, 5), true, 1).blueprint(Shape.of(8, 8, 1), 4);
        Progress progress =
                new Progress(Optional.of(layers), Map.of("0.mask", vector(1, 0), "1.members", vector(-1, 3)));
        TrainingState plain = state(Optional.empty());
        TrainingState saved = new TrainingState(
                plain.epoch(),
                plain.step(),
                plain.best(),
                plain.parameters(),
                plain.optimizer(),
                plain.bestParameters(),
                plain.average(),
                plain.session(),
                progress);
        CheckpointStore store = new CheckpointStore(folder);
        store.save(saved);
        assertEquals(Optional.of(saved), store.newest());
        assertEquals(
                Optional.of(layers), store.newest().orElseThrow().progress().network());
    }

    @Test
    void one_of_another_version_is_refused() throws IOException {
        CheckpointStore store = new CheckpointStore(folder);
        store.save(state(Optional.empty()));
        Path file = folder.resolve("epoch-000003/state.json");
        for (String format : List.of("", "\"format\" : 1,")) { // the first versions wrote none
            Files.writeString(
                    file, Files.readString(file).replaceFirst("\"format\" : \\d+,|(?<=\\{)(?=\\s+\"epoch\")", format));
            String message = assertThrows(RunException.class, store::newest).getMessage();
            assertTrue(message.startsWith(file.toString()) && message.contains("Delete the folder"), message);
        }
    }

    @Test
    void a_damaged_average_is_named() throws IOException {
        CheckpointStore store = new CheckpointStore(folder);
        store.save(state(Optional.of(vector(1, 2))));
        Path file = folder.resolve("epoch-000003/average.f32");
        Files.write(file, new byte[8]);
        String message = assertThrows(RunException.class, store::newest).getMessage();
        assertTrue(message.startsWith(file + ": the checkpoint is damaged"), message);
    }
}
