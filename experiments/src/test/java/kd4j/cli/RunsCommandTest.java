package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kd4j.run.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RunsCommandTest {
    private static final String RECIPE =
            """
            name: %s
            seeds: [7, 8]
            data: {type: digits, validation: 0.1}
            teacher: {type: train, architecture: {type: mlp, hidden: [32]}, training: {epochs: 30, optimizer: {type: adam, rate: 0.01}}}
            student: {architecture: {type: mlp, hidden: [16]}}
            method: {type: plain, objective: [{weight: 1, loss: {type: cross-entropy}}]}
            training: {epochs: %d, optimizer: {type: adam, rate: 0.01}}
            """;

    @TempDir
    private Path runs;

    private Path run(String name, String time, int epochs, String more) throws IOException {
        Path run = Files.createDirectories(runs.resolve(name).resolve(time + "-aaaaaaaa"));
        Files.writeString(
                run.resolve("provenance.json"),
                "{\"started\":\"%s\",\"recipeDigest\":\"ab%d\",\"combination\":\"\",\"seeds\":[7,8]}"
                        .formatted(time, epochs));
        Files.writeString(run.resolve("recipe.resolved.yaml"), RECIPE.formatted(name, epochs) + more);
        return run;
    }

    private static void finished(Path run, double accuracy) throws IOException {
        Files.writeString(
                run.resolve("summary.json"),
                "{\"arms\":{\"distilled\":{\"accuracy\":{\"mean\":%s}},\"student-alone\":{\"accuracy\":{\"mean\":0.5}}}}"
                        .formatted(accuracy));
    }

    private void some() throws IOException {
        finished(run("digits", "20260102-000000", 20, "tuned: {trials: 50, epochs: 1000}\n"), 0.875);
        run("digits", "20260101-000000", 40, "");
        Files.writeString(run("other", "20260103-000000", 20, "").resolve("provenance.json"), "{\"started\":");
        Files.createDirectories(runs.resolve("other/20260104-000000-bbbbbbbb"));
        Files.createDirectories(runs.resolve("teachers/0123456789abcdef"));
        Files.writeString(runs.resolve("a-file.txt"), "");
    }

    @Test
    void all_runs_are_listed_and_broken_ones_named() throws IOException {
        some();
        Cli.Answer answer = Cli.type("runs", runs);
        assertEquals(0, answer.code(), answer.err());
        assertTrue(
                answer.out()
                        .contains(
                                "digits/20260102-000000-aaaaaaaa  finished    2               50.00 %  87.50 %    50 trials"),
                answer.out());
        assertTrue(answer.out().contains("digits/20260101-000000-aaaaaaaa  unfinished  2"), answer.out());
        assertTrue(answer.out().contains("provenance.json:1: not JSON"), answer.out());
        assertTrue(answer.out().contains("provenance.json: is missing"), answer.out());
        assertTrue(answer.out().contains("4 of 4 runs"), answer.out());
        assertFalse(answer.out().contains("0123456789abcdef"), answer.out());
    }

    @Test
    void the_index_is_made_anew_from_the_folders() throws IOException {
        some();
        Cli.type("runs", runs);
        byte[] before = Files.readAllBytes(runs.resolve("index.csv"));
        Files.delete(runs.resolve("index.csv"));
        Files.writeString(runs.resolve("index.jsonl"), "damaged");
        Cli.type("runs", runs, "--state", "finished");
        assertEquals(new String(before), Files.readString(runs.resolve("index.csv")));
        List<JsonNode> lines = Files.readAllLines(runs.resolve("index.jsonl")).stream()
                .map(line -> Json.parse(line, JsonNode.class))
                .toList();
        assertEquals(4, lines.size());
        JsonNode finished = lines.get(3);
        assertEquals("digits/20260102-000000-aaaaaaaa", finished.get("folder").asString());
        assertEquals(0.875, finished.get("distilled").asDouble());
        assertEquals(50, finished.get("trials").asInt());
        assertFalse(finished.has("teacher"));
    }

    @Test
    void filters_choose() throws IOException {
        some();
        assertTrue(Cli.type("runs", runs, "--state", "broken").out().contains("2 of 4 runs"));
        assertTrue(Cli.type("runs", runs, "--name", "igi").out().contains("2 of 4 runs"));
        Cli.Answer forty = Cli.type("runs", runs, "--where", "training.epochs=40");
        assertTrue(forty.out().contains("1 of 4 runs"), forty.out());
        assertTrue(forty.out().contains("20260101"), forty.out());
        Cli.Answer wrong = Cli.type("runs", runs, "--where", "training.epochs");
        assertEquals(2, wrong.code());
        assertTrue(wrong.err().contains("allowed: KEY=VALUE"), wrong.err());
        Cli.Answer nowhere = Cli.type("runs", runs.resolve("no"));
        assertEquals(1, nowhere.code());
        assertTrue(nowhere.err().contains("no such folder. Name the folder of all runs"), nowhere.err());
    }
}
