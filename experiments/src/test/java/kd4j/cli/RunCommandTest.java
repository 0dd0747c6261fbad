package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kd4j.metric.Prediction;
import kd4j.run.Json;
import kd4j.run.PredictionFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A recipe from the words on the command line to the files in the run folder. */
class RunCommandTest {
    /** Small enough for a test: two seeds, a few epochs. */
    static final String SMALL =
            """
            name: small
            seeds: [7, 8]
            data:    {type: digits, validation: 0.1}
            teacher: {type: train, architecture: {type: mlp, hidden: [32]}, training: {epochs: 3, optimizer: {type: adam, rate: 1e-2}}}
            student: {architecture: {type: mlp, hidden: [32]}}
            method:
              type: plain
              objective:
                - {weight: 0.1, loss: {type: cross-entropy}}
                - {weight: 0.9, loss: {type: soft-targets, temperature: 4}}
            training: {epochs: 3, optimizer: {type: adam, rate: {type: cosine, peak: 1e-2}}}
            """;

    @TempDir
    private Path folder;

    @Test
    void a_recipe_leaves_a_complete_record() throws IOException {
        Path run = run("first");
        for (String file : List.of(
                "recipe.yaml",
                "recipe.resolved.yaml",
                "provenance.json",
                "summary.json",
                "seed-7/teacher/network.zip",
                "seed-7/teacher/predictions.csv.gz",
                "seed-7/student-alone/result.json",
                "seed-8/distilled/metrics.jsonl",
                "seed-8/distilled/metrics.csv",
                "seed-7/distilled/student.zip",
                "seed-7/distilled/student.onnx")) {
            assertTrue(Files.size(run.resolve(file)) > 0, file);
        }
        JsonNode versions =
                Json.read(run.resolve("provenance.json"), JsonNode.class).get("versions");
        assertTrue(versions.get("nd4j").asString().startsWith("1.0.0-"), versions.toString());
        JsonNode arithmetic = Json.read(run.resolve("seed-7/distilled/result.json"), JsonNode.class)
                .get("arithmetic");
        assertTrue(arithmetic.get(0).asString().matches("oneDNN .*|ND4J's operations"), arithmetic.toString());
        JsonNode arms = Json.read(run.resolve("summary.json"), JsonNode.class).get("arms");
        for (String arm : List.of("teacher", "student-alone", "distilled")) {
            double mean = arms.get(arm).get("accuracy").get("mean").asDouble();
            assertTrue(mean > 0.5, arm + " learnt nothing: " + mean);
        }
        assertEquals(2, arms.get("distilled").get("accuracy").get("seeds").size());
        // 64 inputs, 32 hidden units, 10 classes: 64 * 32 + 32 + 32 * 10 + 10
        assertEquals(2410, arms.get("distilled").get("parameters").asInt());
    }

    @Test
    void the_same_recipe_gives_the_same_bits() throws IOException {
        Path first = run("first");
        Path second = run("second");
        for (String arm : List.of("seed-7/teacher", "seed-7/student-alone", "seed-7/distilled", "seed-8/distilled")) {
            assertEquals(
                    Cli.result(first, arm).get("digest"),
                    Cli.result(second, arm).get("digest"),
                    arm);
            assertEquals(withoutTimes(first, arm), withoutTimes(second, arm), arm);
            assertEquals(-1, Files.mismatch(predictions(first, arm), predictions(second, arm)), arm);
        }
        assertFalse(Cli.result(first, "seed-7/distilled")
                .get("digest")
                .equals(Cli.result(first, "seed-8/distilled").get("digest")));
    }

    @Test
    void each_arm_keeps_its_answers_to_the_test_rows() throws IOException {
        Path run = run("first");
        for (String arm : List.of("seed-7/teacher", "seed-7/student-alone", "seed-8/distilled")) {
            List<Prediction> answers = PredictionFile.read(predictions(run, arm));
            JsonNode test = Cli.result(run, arm).get("test");
            assertEquals(test.get("rows").asInt(), answers.size(), arm);
            assertEquals(
                    test.get("errors").asLong(),
                    answers.stream().filter(answer -> !answer.right()).count(),
                    arm);
            // The least likely best of ten classes has a tenth.
            assertTrue(answers.stream().allMatch(a -> a.probability() >= 0.1 && a.probability() <= 1), arm);
        }
    }

    /** As of a teacher that an earlier version trained: it is copied without them, and the run and its table are made. */
    @Test
    void a_kept_teacher_without_answers_is_taken_as_it_is() throws IOException {
        Path runs = folder.resolve("runs");
        run("runs");
        try (Stream<Path> files = Files.walk(runs)) {
            for (Path file : files.filter(f -> f.endsWith("predictions.csv.gz")).toList()) {
                Files.delete(file);
            }
        }
        Files.move(runs.resolve("small"), runs.resolve("older"));
        Path second = run("runs");
        assertFalse(Files.exists(predictions(second, "seed-7/teacher")));
        assertTrue(Files.exists(predictions(second, "seed-7/distilled")));
        Path older = Cli.onlyRun(runs, "older");
        Cli.Answer told = Cli.type("run", "--resume", older);
        assertEquals(0, told.code(), told.err());
        assertTrue(Cli.type("compare", older).out().contains("distilled"));
    }

    @Test
    void the_record_says_how_many_threads_and_why() throws IOException {
        Path auto = run("auto");
        JsonNode threads =
                Json.read(auto.resolve("provenance.json"), JsonNode.class).get("threads");
        // 64 * 32 + 32 * 10 = 2368 multiply-adds a row and pass, and 64 for each of 32 + 32 + 10 numbers; 64 rows in a
        // step;
        // backward costs two passes
        assertEquals(
                64 * 3 * (2368 + 64 * 74), threads.get("teacher").get("work").asInt());
        assertEquals(
                64 * (3 + 1) * (2368 + 64 * 74),
                threads.get("student").get("work").asInt());
        assertEquals(1, threads.get("teacher").get("threads").asInt());
        assertEquals(1, threads.get("student").get("threads").asInt());
        Path all = folder.resolve("all");
        int available = threads.get("available").asInt();
        assertEquals(
                0,
                Cli.type("run", write("small.yaml", SMALL + "threads: " + available + "\n"), "--out", all)
                        .code());
        threads = Json.read(Cli.onlyRun(all, "small").resolve("provenance.json"), JsonNode.class)
                .get("threads");
        assertEquals(available, threads.get("student").get("threads").asInt());
        assertEquals(available, threads.get("teacher").get("threads").asInt());
    }

    @Test
    void more_threads_than_the_process_can_use_are_refused() throws IOException {
        Path runs = folder.resolve("runs");
        Cli.Answer answer = Cli.type("run", write("small.yaml", SMALL + "threads: 1000\n"), "--out", runs);
        assertEquals(1, answer.code());
        assertTrue(answer.err().contains("small.yaml: wants 1000 threads"), answer.err());
        assertTrue(answer.err().contains("OMP_NUM_THREADS=1000"), answer.err());
        assertFalse(Files.exists(runs));
    }

    @Test
    void each_epoch_says_how_long_its_steps_waited_for_batches() throws IOException {
        Path run = run("first");
        for (String line : Files.readAllLines(run.resolve("seed-7/distilled/metrics.jsonl"))) {
            JsonNode epoch = Json.parse(line, JsonNode.class);
            double waited = epoch.get("waitSeconds").asDouble();
            assertTrue(waited > 0 && waited < epoch.get("seconds").asDouble(), line);
        }
        assertTrue(Files.readAllLines(run.resolve("seed-7/distilled/metrics.csv"))
                .get(0)
                .endsWith(",seconds,teacher_seconds,wait_seconds,teacher_rows,cached_rows,saved_seconds"));
    }

    @Test
    void a_bad_recipe_ends_with_2_and_writes_nothing() throws IOException {
        Path recipe = write("bad.yaml", SMALL.replace("temperature", "temprature"));
        Cli.Answer answer = Cli.type("run", recipe, "--out", folder.resolve("runs"));
        assertEquals(2, answer.code());
        assertTrue(answer.err().contains("bad.yaml:10:"), answer.err());
        assertTrue(answer.err().contains("temperature"), answer.err());
        assertFalse(Files.exists(folder.resolve("runs")));
    }

    @Test
    void a_folder_that_cannot_be_written_ends_with_1() throws IOException {
        Path notAFolder = write("occupied", "a file");
        Cli.Answer answer = Cli.type("run", write("small.yaml", SMALL), "--out", notAFolder);
        assertEquals(1, answer.code());
        assertTrue(answer.err().contains("occupied"), answer.err());
        assertTrue(answer.err().contains("--out"), answer.err());
        assertEquals("a file", Files.readString(notAFolder));
    }

    @Test
    void words_that_are_wrong_end_with_2() {
        assertEquals(2, Cli.type("run").code());
        assertEquals(2, Cli.type("rum").code());
        Cli.Answer answer = Cli.type("run", "--reusme", "x");
        assertEquals(2, answer.code());
        assertTrue(answer.err().contains("--resume"), answer.err());
    }

    private Path run(String name) throws IOException {
        Path runs = folder.resolve(name);
        Cli.Answer answer = Cli.type("run", write("small.yaml", SMALL), "--out", runs);
        assertEquals(0, answer.code(), answer.err());
        return Cli.onlyRun(runs, "small");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Path predictions(Path run, String arm) {
        return run.resolve(arm).resolve("predictions.csv.gz");
    }

    static String withoutTimes(Path run, String arm) throws IOException {
        return Files.readString(run.resolve(arm).resolve("metrics.jsonl"))
                .replaceAll("\"(s|teacherS|waitS)econds\":[-0-9.Ee]+|\"cache\":(null|\\{[^}]*\\})", "");
    }
}
