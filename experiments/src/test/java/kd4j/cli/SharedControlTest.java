package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The student alone is trained once for all runs that would train it to the same bits. */
class SharedControlTest {
    private static final String ALONE = "seed-7/student-alone/metrics.jsonl";

    @TempDir
    private Path folder;

    private Cli.Answer run(String name, String... set) throws IOException {
        Path file = Files.writeString(
                folder.resolve(name + ".yaml"), RunCommandTest.SMALL.replace("name: small", "name: " + name));
        Cli.Answer answer = Cli.type(Stream.concat(
                        Stream.of("run", file, "--out", folder.resolve("runs"), "--set", "seeds=[7]"),
                        Stream.of(set).flatMap(s -> Stream.of("--set", s)))
                .toArray());
        assertEquals(0, answer.code(), answer.err());
        return answer;
    }

    private String record(String name, String file) throws IOException {
        return Files.readString(Cli.onlyRun(folder.resolve("runs"), name).resolve(file));
    }

    @Test
    void methods_with_the_same_student_share_its_control() throws IOException {
        run("first");
        Cli.Answer second = run("second", "method.objective[1].loss.temperature=2");
        // The seconds in the log are those of the one training there was.
        assertEquals(record("first", ALONE), record("second", ALONE));
        assertTrue(second.out().contains("student alone of seed 7: "), second.out());
        assertNotEquals(
                record("first", "seed-7/distilled/metrics.csv"), record("second", "seed-7/distilled/metrics.csv"));
    }

    @Test
    void what_changes_the_control_trains_it_anew() throws IOException {
        run("first");
        run("second", "training.batch=32");
        run("third", "data.validation=0.2");
        run("fourth", "teacher.training.epochs=1"); // with which its log compares the control
        Set<String> logs = new HashSet<>();
        for (String name : List.of("first", "second", "third", "fourth")) {
            logs.add(record(name, ALONE));
        }
        assertEquals(4, logs.size());
    }

    @Test
    void a_run_keeps_its_own_control_when_the_shared_one_goes() throws IOException {
        run("first");
        Path run = Cli.onlyRun(folder.resolve("runs"), "first");
        String before = record("first", ALONE);
        for (String gone : List.of("summary.json", "seed-7/distilled/result.json")) {
            Files.delete(run.resolve(gone));
        }
        try (Stream<Path> shared = Files.walk(folder.resolve("runs/controls"))) {
            for (Path each : shared.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
        assertEquals(0, Cli.type("run", "--resume", run).code());
        assertEquals(before, record("first", ALONE));
    }
}
