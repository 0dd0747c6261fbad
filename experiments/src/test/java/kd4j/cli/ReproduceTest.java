package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproduceTest {
    @TempDir
    private Path folder;

    private Path run() throws IOException {
        Path file = Files.writeString(folder.resolve("small.yaml"), RunCommandTest.SMALL);
        Cli.Answer answer = Cli.type("run", file, "--out", folder.resolve("runs"), "--set", "training.epochs=1");
        assertEquals(0, answer.code(), answer.err());
        Files.delete(file); // the record is enough
        return Cli.onlyRun(folder.resolve("runs"), "small");
    }

    private Cli.Answer reproduce(Path run) {
        return Cli.type("reproduce", run, "--out", folder.resolve("again"));
    }

    private static void change(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertTrue(text.contains(from), text);
        Files.writeString(file, text.replace(from, to));
    }

    @Test
    void a_run_is_trained_anew_to_the_same_bits() throws IOException {
        Path run = run();
        Cli.Answer answer = reproduce(run);
        assertEquals(0, answer.code(), answer.out() + answer.err());
        // Teacher, student alone and distilled of seed 7; the last two of seed 8. All of them were trained again.
        assertEquals(
                5,
                answer.out().lines().filter(line -> line.endsWith("  the same")).count(),
                answer.out());
        assertTrue(answer.out().contains("teacher        seed 7  epoch 1 of 3"), answer.out());
        assertTrue(answer.out().contains("student-alone  seed 8  epoch 1 of 1"), answer.out());
        assertTrue(answer.out().contains("reproduced: parameters and figures are the same"), answer.out());
    }

    @Test
    void a_record_that_was_changed_is_found_out() throws IOException {
        Path run = run();
        Path result = run.resolve("seed-8/distilled/result.json");
        int errors =
                Cli.result(run, "seed-8/distilled").get("test").get("errors").asInt();
        change(result, "\"errors\" : " + errors + ",", "\"errors\" : " + (errors - 1) + ",");
        Cli.Answer answer = reproduce(run);
        assertEquals(1, answer.code(), answer.out());
        assertTrue(answer.out().contains("seed-8/distilled"), answer.out());
        assertEquals(
                4,
                answer.out().lines().filter(line -> line.endsWith("  the same")).count(),
                answer.out());
        assertTrue(answer.out().contains("not reproduced; both records are whole"), answer.out());
    }

    @Test
    void other_conditions_are_refused_with_all_that_differs() throws IOException {
        Path run = run();
        change(run.resolve("provenance.json"), "\"kd4j\" : \"", "\"kd4j\" : \"9.");
        change(run.resolve("provenance.json"), "\"backend\" : \"CpuBackend\"", "\"backend\" : \"JCublasBackend\"");
        Cli.Answer answer = reproduce(run);
        assertEquals(1, answer.code());
        assertTrue(answer.err().contains("version of kd4j: 9."), answer.err());
        assertTrue(answer.err().contains("backend: JCublasBackend then, CpuBackend now"), answer.err());
        assertFalse(Files.exists(folder.resolve("again")));
    }

    @Test
    void only_a_run_that_has_ended_is_repeated() throws IOException {
        Path run = run();
        Files.delete(run.resolve("summary.json"));
        Cli.Answer answer = reproduce(run);
        assertEquals(1, answer.code());
        assertTrue(answer.err().contains("this run has not ended"), answer.err());
        assertTrue(reproduce(folder).err().contains("This is not the folder of a run"));
    }
}
