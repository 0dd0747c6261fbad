package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import kd4j.model.Network;
import kd4j.run.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The exported student of SimKD has the teacher's classifier in it, and the run's record says so. */
class SimKdRunTest {
    private static final Path RECIPE = Cli.root().resolve("configs/starters/simkd.yaml");

    @TempDir
    private Path runs;

    /**
     * Parameters: body 8*9 + 16 + 16*8*9 + 32 = 1272; projector 16*32 + 64 + 32*32*9 + 64 + 32*64 + 128 = 12032; classifier 64*10
     * + 10 = 650.
     */
    @Test
    void the_teachers_classifier_is_exported_and_counted() throws IOException {
        Cli.Answer answer = Cli.type(
                "run",
                RECIPE,
                "--out",
                runs,
                "--quiet",
                "--set",
                "training.epochs=2",
                "--set",
                "teacher.training.epochs=1",
                "--set",
                "training.batch=647",
                "--set",
                "export=[dl4j]");
        assertEquals(0, answer.code(), answer.err());
        Path run = Cli.onlyRun(runs, "digits-simkd");
        JsonNode result = Json.read(run.resolve("seed-7/distilled/result.json"), JsonNode.class);
        assertEquals(1272 + 12_032 + 650, result.get("parameters").asLong());
        try (Network teacher = Network.load(run.resolve("seed-7/teacher/network.zip"));
                Network student = Network.load(run.resolve("seed-7/distilled/student.zip"))) {
            for (String name : List.of("weight", "bias")) {
                assertEquals(teacher.parameter("logits", name), student.parameter("logits", name), name);
            }
        }
        String provenance =
                Json.read(run.resolve("provenance.json"), JsonNode.class).toString();
        assertTrue(
                provenance.contains("the projector and the teacher's classifier are part of the student"), provenance);
    }

    @Test
    void a_teacher_from_a_file_is_refused_in_the_recipe() {
        Cli.Answer answer = Cli.type("check", RECIPE, "--set", "teacher={type: onnx, file: teacher.onnx}");
        assertEquals(2, answer.code(), answer.out());
        assertTrue(answer.err().contains("it must be one of type train"), answer.err());
    }
}
