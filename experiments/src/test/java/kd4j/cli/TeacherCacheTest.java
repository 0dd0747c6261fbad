package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import kd4j.run.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whole runs with a cache of the teacher's answers: the same bits as without, told in the record and the table. */
class TeacherCacheTest {
    private static final List<String> ARMS = List.of("teacher", "student-alone", "distilled");

    @TempDir
    private Path folder;

    private Path recipe() throws IOException {
        return Files.writeString(
                folder.resolve("small.yaml"),
                """
                name: small
                seeds: [7, 8]
                data: {type: digits, validation: 0.1}
                teacher: {type: train, architecture: {type: plain-cnn, widths: [4]}, training: {epochs: 1, batch: 100}}
                student: {architecture: {type: mlp, hidden: [8]}}
                method: {type: plain, objective: [{weight: 1, loss: {type: soft-targets, temperature: 4}}]}
                training: {epochs: 3, batch: 100, augment: [{type: shift, pixels: 1}]}
                export: []
                """);
    }

    private Path run(String runs, String... changes) throws IOException {
        Path root = folder.resolve(runs);
        List<Path> before = runs(root);
        Cli.Answer answer = type("run", root, changes);
        assertEquals(0, answer.code(), answer.err());
        return runs(root).stream().filter(r -> !before.contains(r)).findFirst().orElseThrow();
    }

    private Cli.Answer type(String command, Path root, String... changes) throws IOException {
        List<Object> words = new ArrayList<>(List.of(command, recipe(), "--out", root));
        for (String change : changes) {
            words.addAll(List.of("--set", change));
        }
        return Cli.type(words.toArray());
    }

    private static List<Path> runs(Path root) throws IOException {
        if (!Files.exists(root.resolve("small"))) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(root.resolve("small"))) {
            return all.toList();
        }
    }

    private static Map<String, String> digests(Path run) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (String seed : List.of("seed-7", "seed-8")) {
            for (String arm : ARMS) {
                Path file = run.resolve(seed).resolve(arm).resolve("result.json");
                if (Files.exists(file)) {
                    JsonNode result = Json.read(file, JsonNode.class);
                    digests.put(seed + arm, result.get("digest") + " " + result.get("lastDigest"));
                    digests.put(seed + arm + " log", RunCommandTest.withoutTimes(run.resolve(seed), arm));
                }
            }
        }
        assertEquals(10, digests.size());
        return digests;
    }

    private static JsonNode cost(Path run, int seed) {
        return Json.read(run.resolve("seed-" + seed + "/distilled/result.json"), JsonNode.class)
                .path("teacherCost");
    }

    private List<Path> files(String runs) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(runs).resolve("teachers/answers"))) {
            return files.filter(f -> f.toString().endsWith(".answers")).toList();
        }
    }

    @Test
    void a_cache_changes_no_bit_whether_it_is_empty_full_or_damaged() throws IOException {
        Map<String, String> without = digests(run("without", "teacher-cache=none"));
        Path first = run("with");
        assertEquals(without, digests(first));
        Path second = run("with");
        assertEquals(without, digests(second));
        // 1293 rows in 3 epochs; after the first run every answer of a repeated one is there.
        assertEquals(3879, cost(second, 7).get("rows").asInt());
        assertEquals(3879, cost(second, 7).get("kept").asInt());
        assertTrue(
                cost(first, 7).get("kept").asInt() < cost(first, 8).get("kept").asInt());
        for (Path file : files("with")) {
            try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                for (long at = 20_000; at < bytes.length(); at += 997) {
                    bytes.seek(at);
                    int value = bytes.read();
                    bytes.seek(at);
                    bytes.write(value ^ 16);
                }
            }
        }
        Path third = run("with");
        assertEquals(without, digests(third));
        assertTrue(cost(third, 7).get("kept").asInt() < 3879);
    }

    @Test
    void the_log_and_the_table_say_what_was_kept_and_what_it_spared() throws IOException {
        Path root = folder.resolve("runs");
        assertEquals(0, type("run", root).code());
        Cli.Answer again = type("run", root);
        assertTrue(again.out().contains("cache hits  teacher s saved"), again.out());
        assertTrue(again.out().contains("100 %"), again.out());
        Path run = runs(root).get(1);
        for (String line : Files.readAllLines(run.resolve("seed-8/distilled/metrics.jsonl"))) {
            JsonNode cache = Json.parse(line, JsonNode.class).get("cache");
            assertEquals(1293, cache.get("rows").asInt());
            assertTrue(cache.get("saved").asDouble() >= 0);
        }
        assertFalse(Files.readString(run.resolve("seed-8/student-alone/metrics.jsonl"))
                .contains("\"rows\":1293"));
        JsonNode kept =
                Json.read(run.resolve("provenance.json"), JsonNode.class).get("teacherCache");
        assertEquals("exact", kept.get("numbers").asString());
        assertEquals("all", kept.get("views").asString());
        Cli.Answer none = type("run", folder.resolve("none"), "teacher-cache=none");
        assertFalse(none.out().contains("cache hits"), none.out());
    }

    @Test
    void approximate_and_drawn_are_named_so() throws IOException {
        Path half = run("half", "teacher-cache={type: fp16, views: 2}", "seeds=[7, 8]");
        JsonNode kept =
                Json.read(half.resolve("provenance.json"), JsonNode.class).get("teacherCache");
        assertEquals("approximate", kept.get("numbers").asString());
        assertEquals("{type=fp16}", kept.get("values").asString());
        assertEquals(
                "2 of each row, drawn once, the same for all seeds",
                kept.get("views").asString());
        Map<String, String> drawn = digests(run("drawn", "teacher-cache={type: fp32, views: 2}"));
        assertEquals(drawn, digests(run("asked", "teacher-cache={type: none, views: 2}")));
        Map<String, String> all = digests(run("all"));
        assertNotEquals(all.get("seed-7distilled"), drawn.get("seed-7distilled"));
        assertEquals(all.get("seed-7student-alone"), drawn.get("seed-7student-alone"));
    }

    @Test
    void all_answers_can_be_kept_ahead_and_an_interrupted_work_goes_on() throws IOException {
        Path root = folder.resolve("taught");
        Cli.Answer first = type("teach", root);
        assertEquals(0, first.code(), first.err());
        // 1293 rows in 9 views
        assertTrue(first.out().contains("11,637 of 11,637 answers (100.0 %), 0 of them kept before"), first.out());
        assertTrue(first.out().contains("0:00 min left"), first.out());
        Cli.Answer second = type("teach", root);
        assertTrue(second.out().contains("11,637 of them kept before, 0 damaged"), second.out());
        Path run = run("taught");
        assertEquals(3879, cost(run, 7).get("kept").asInt());
        assertEquals(digests(run("without", "teacher-cache=none")), digests(run));
        try (Stream<Path> left = Files.list(root.resolve("teachers"))) {
            assertEquals(
                    List.of(),
                    left.filter(f -> f.toString().contains(".teach-")).toList());
        }
    }

    @Test
    void what_cannot_be_kept_is_refused_before_anything_is_trained() throws IOException {
        Cli.Answer large = type("run", folder.resolve("large"), "teacher-cache={type: fp32, limit-gb: 1e-4}");
        assertEquals(1, large.code());
        // 1797 rows in 9 views, 44 bytes each: 711,612 bytes, and 12 KB in front.
        assertTrue(large.err().contains("need 0.72 MB; teacher-cache.limit-gb allows 0.10 MB"), large.err());
        assertFalse(Files.exists(folder.resolve("large")));
        Cli.Answer top = type("run", folder.resolve("top"), "teacher-cache={type: top-k, k: 10}");
        assertEquals(1, top.code());
        assertTrue(top.err().contains("k is 10, but there are 10 classes"), top.err());
        Cli.Answer auto = type("run", folder.resolve("auto"), "teacher-cache={type: auto, limit-gb: 1e-4}");
        assertEquals(0, auto.code(), auto.err());
        assertTrue(auto.out().contains("not kept: the teacher's answers 'logits' to 1797 rows in 9 views"), auto.out());
        Cli.Answer nothing = type("teach", folder.resolve("nothing"), "teacher-cache=none");
        assertEquals(1, nothing.code());
        assertTrue(nothing.err().contains("nothing to do ahead"), nothing.err());
    }

    @Test
    void a_sweep_is_timed_both_ways_with_the_same_bits() throws IOException {
        Path csv = folder.resolve("cache.csv");
        Files.writeString(
                recipe(),
                Files.readString(recipe())
                        + "matrix: {student.architecture: [{type: mlp, hidden: [8]}, {type: mlp, hidden: [9]}]}\n");
        Path file = folder.resolve("small.yaml");
        Cli.Answer answer = Cli.type("bench", "cache", file, "--runs", folder.resolve("sweep"), "--out", csv);
        assertEquals(0, answer.code(), answer.err());
        List<String> lines = Files.readAllLines(csv);
        assertEquals("sweep,cached_s,uncached_s,speedup,hit_rate,bytes", lines.get(0));
        assertEquals(4, lines.size());
        String[] distilled = lines.get(1).split(",");
        assertEquals("distilled students", distilled[0]);
        // The second student meets every answer of the first one's seeds again.
        assertTrue(Double.parseDouble(distilled[4]) > 0.5, lines.get(1));
        assertTrue(Files.readString(folder.resolve("cache.md")).contains("All 8 trainings have the same bits"));
        Cli.Answer again = Cli.type("bench", "cache", file, "--runs", folder.resolve("sweep"), "--out", csv);
        assertEquals(1, again.code());
        assertTrue(again.err().contains("answers are kept there already"), again.err());
        Path committed = Cli.root().resolve("experiments/results/cache.yaml");
        assertEquals(0, Cli.type("check", committed).code());
    }
}
