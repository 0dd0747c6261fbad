package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kd4j.run.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A teacher that is distilled from a teacher. */
class TeacherChainTest {
    private static final String FROM =
            "teacher: {type: train, from: {teacher: {type: train, architecture: {type: mlp, hidden: [64]},"
                    + " training: {epochs: 3, optimizer: {type: adam, rate: 1e-2}}}, method: {type: plain, objective:"
                    + " [{%s loss: {type: soft-targets, temperature: 2}}]}}, ";

    @TempDir
    private Path folder;

    private Cli.Answer run(String more) throws IOException {
        String recipe = RunCommandTest.SMALL.replace("teacher: {type: train, ", FROM.formatted(more));
        Path file = Files.writeString(folder.resolve("small.yaml"), recipe);
        return Cli.type(
                "run", file, "--out", folder.resolve("runs"), "--set", "seeds=[7]", "--set", "training.epochs=1");
    }

    @Test
    void each_teacher_of_a_chain_is_trained_and_kept() throws IOException {
        Cli.Answer answer = run("");
        assertEquals(0, answer.code(), answer.err());
        Path teacher = Cli.onlyRun(folder.resolve("runs"), "small").resolve("seed-7/teacher");
        assertTrue(Files.exists(teacher.resolve("from/network.zip")));
        JsonNode large = Json.read(teacher.resolve("from/result.json"), JsonNode.class);
        assertEquals(64 * 64 + 64 + 64 * 10 + 10, large.get("parameters").asInt());
        List<String> epochs = Files.readAllLines(teacher.resolve("metrics.jsonl"));
        JsonNode epoch = Json.parse(epochs.get(0), JsonNode.class);
        assertEquals("soft-targets", epoch.get("terms").get(0).get("name").asString());
        assertTrue(epoch.get("validation").get("teacher").get("agreement").asDouble() > 0);
    }

    @Test
    void what_does_not_fit_in_a_chain_is_told_before_anything_is_trained() throws IOException {
        Cli.Answer answer = run("at: relu1,");
        assertEquals(1, answer.code());
        assertTrue(
                answer.err()
                        .contains(
                                "teacher.from.method: objective[0]: the loss reads [logits], so there is no use for 'at'"),
                answer.err());
    }
}
