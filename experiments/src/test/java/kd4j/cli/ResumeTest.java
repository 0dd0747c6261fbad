package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kd4j.run.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A run that is killed and resumed ends with the bits of one that was left alone. */
class ResumeTest {
    /** Two stages, the first of them through an adapter. */
    private static final String STAGES =
            """
            method:
              type: fitnet
              hint: {at: relu1, adapter: linear, loss: hint}
              objective:
            """;

    private static final String RECIPE = RunCommandTest.SMALL
            .replace("epochs: 3", "epochs: 60, clip: 5.0, ema: 0.99")
            .replace(
                    "student: {architecture: {type: mlp, hidden: [32]}}",
                    "student: {architecture: {type: mlp, hidden: [24]}}")
            .replace("method:\n  type: plain\n  objective:\n", STAGES)
            .concat("logs: [{type: tensorboard, histograms: 7}]\n");

    @TempDir
    private Path folder;

    @Test
    void a_killed_run_goes_on_to_the_same_bits() throws IOException, InterruptedException {
        killAndResume(2);
    }

    @Test
    @Tag("nightly")
    void ten_kills_at_random_moments_change_no_bit() throws IOException, InterruptedException {
        killAndResume(10);
    }

    private void killAndResume(int times) throws IOException, InterruptedException {
        Path recipe = Files.writeString(folder.resolve("small.yaml"), RECIPE);
        long begun = System.nanoTime();
        assertEquals(0, process("run", recipe, "--out", folder.resolve("calm")).waitFor());
        long millis = (System.nanoTime() - begun) / 1_000_000;
        Map<String, String> expected = digests(Cli.onlyRun(folder.resolve("calm"), "small"));
        // One teacher, and two students with each of two seeds.
        assertEquals(5, expected.size());
        Random moments = new Random(20261123);
        for (int i = 0; i < times; i++) {
            Path runs = folder.resolve("killed-" + i);
            Process first = process("run", recipe, "--out", runs);
            if (!first.waitFor(moments.nextLong(millis / 4, millis), TimeUnit.MILLISECONDS)) {
                first.destroyForcibly().waitFor();
            }
            assertEquals(expected, digests(resumed(recipe, runs)), "kill number " + i);
        }
    }

    /** Goes on with the run, or begins it where the kill came before the folder. */
    private Path resumed(Path recipe, Path runs) throws IOException, InterruptedException {
        boolean begun = Files.isDirectory(runs.resolve("small"))
                && Files.exists(Cli.onlyRun(runs, "small").resolve("provenance.json"));
        Process next = begun
                ? process("run", "--resume", Cli.onlyRun(runs, "small"))
                : process("run", recipe, "--out", runs.resolveSibling(runs.getFileName() + "-again"));
        assertEquals(0, next.waitFor());
        return Cli.onlyRun(begun ? runs : runs.resolveSibling(runs.getFileName() + "-again"), "small");
    }

    private Map<String, String> digests(Path run) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.filter(f -> f.endsWith("result.json")).toList()) {
                JsonNode result = Json.read(file, JsonNode.class);
                String arm = run.relativize(file.getParent()).toString();
                digests.put(
                        arm,
                        result.get("digest").asString()
                                + result.get("lastDigest").asString()
                                + RunCommandTest.withoutTimes(run, arm)
                                + TensorBoardFile.scalars(file.resolveSibling("events.out.tfevents.kd4j"), "objective")
                                + TensorBoardFile.scalars(file.resolveSibling("events.out.tfevents.kd4j"), "rate"));
            }
        }
        return digests;
    }

    private Process process(Object... words) throws IOException {
        Process process = Cli.process(folder.resolve("log.txt"), List.of("-Dkd4j.checkpoint.seconds=0"), words);
        assertTrue(process.isAlive() || process.exitValue() == 0);
        return process;
    }
}
