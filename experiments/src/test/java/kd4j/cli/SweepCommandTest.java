package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kd4j.run.Json;
import kd4j.sweep.OwnJava;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SweepCommandTest {
    @TempDir
    private Path folder;

    private Path recipe(String more) throws IOException {
        return Files.writeString(folder.resolve("small.yaml"), RunCommandTest.SMALL.replace("[7, 8]", "[7]") + more);
    }

    private Path runs() {
        return folder.resolve("runs");
    }

    /** The digest of each distilled student by the run's recipe; fails where a recipe has two runs. */
    private Map<String, String> digests(Path runs) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> all = Files.list(runs.resolve("small"))) {
            for (Path run : all.filter(Files::isDirectory).toList()) {
                String recipe = Json.read(run.resolve("provenance.json"), JsonNode.class)
                        .get("recipeDigest")
                        .asString();
                String digest =
                        Cli.result(run, "seed-7/distilled").get("digest").asString();
                assertEquals(null, digests.put(recipe, digest), run.toString());
            }
        }
        return digests;
    }

    @Test
    void one_failed_run_stops_no_other_and_the_next_call_does_only_the_rest() throws IOException {
        Path file = recipe("matrix: {threads: [1, 99], training.epochs: [1, 2]}\n");
        Cli.Answer first = Cli.type("sweep", file, "--workers", 2, "--out", runs());
        assertEquals(1, first.code(), first.out() + first.err());
        assertTrue(first.out().contains("2 of 4 runs are finished; mend what failed"), first.out());
        assertTrue(first.out().contains("failed: small,threads=99,epochs=1: exit code 1: "), first.out());
        assertTrue(first.out().contains("wants 99 threads"), first.out());
        assertTrue(first.out().contains(" min left"), first.out());
        assertEquals(2, digests(runs()).size());
        Path mended = recipe("matrix: {threads: [1], training.epochs: [1, 2, 3]}\n");
        Cli.Answer second = Cli.type("sweep", mended, "--out", runs());
        assertEquals(0, second.code(), second.out() + second.err());
        assertEquals(
                2,
                second.out()
                        .lines()
                        .filter(l -> l.contains("was finished before"))
                        .count(),
                second.out());
        assertTrue(second.out().contains("3 of 3  small,threads=1,epochs=3: done"), second.out());
        assertTrue(second.out().contains("3 of 3 runs are finished"), second.out());
        assertEquals(3, digests(runs()).size());
    }

    /** Told to end, as by Ctrl-C, and killed, so that it can tell nobody. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_sweep_that_was_stopped_leaves_no_process_and_goes_on_to_the_same_bits(boolean killed) throws Exception {
        String matrix = "threads: 1\nmatrix: {training.epochs: [20, 25, 30]}\n";
        Path file = recipe(matrix);
        Path calm = folder.resolve("calm");
        assertEquals(0, Cli.type("sweep", file, "--out", calm).code());
        Process process = new ProcessBuilder(
                        OwnJava.command(List.of("sweep", file.toString(), "--out", runs().toString())))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
        // Into the middle of a run: when there is one, but no sign of the last.
        while (process.isAlive() && !begun()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        List<ProcessHandle> children = process.children().toList();
        assertEquals(1, children.size(), Files.readString(folder.resolve("log.txt")));
        long before = finished();
        if (killed) {
            process.destroyForcibly();
        } else {
            process.destroy();
        }
        process.waitFor();
        // Longer than the three runs take: those that are not ended would be finished by then.
        children.get(0).onExit().get(5, TimeUnit.MINUTES);
        assertEquals(before, finished(), "runs of the stopped sweep that went on to their end");
        Cli.Answer rest = Cli.type("sweep", file, "--out", runs());
        assertEquals(0, rest.code(), rest.out() + rest.err());
        assertTrue(rest.out().contains("3 of 3 runs are finished"), rest.out());
        assertEquals(digests(calm), digests(runs()));
    }

    private long finished() throws IOException {
        return having("summary.json");
    }

    private boolean begun() throws IOException {
        return having("seed-7/distilled/metrics.jsonl") > 0;
    }

    /** How many runs have this file. Only their folders are listed, because files in them come and go. */
    private long having(String file) throws IOException {
        Path small = runs().resolve("small");
        if (!Files.isDirectory(small)) {
            return 0;
        }
        try (Stream<Path> folders = Files.list(small)) {
            return folders.filter(folder -> Files.exists(folder.resolve(file))).count();
        }
    }

    private static final String SEARCH =
            """
            trials: 4
            batch: 2
            keys:
              method.objective[1].weight: {type: range, from: 0.1, to: 1}
              training.optimizer.rate.peak: {type: range, from: 1e-5, to: 0.03, scale: log}
            """;

    @Test
    void a_search_chooses_by_validation_and_records_what_it_spent() throws IOException {
        Path file = recipe("threads: 1\n");
        Path space = Files.writeString(folder.resolve("search.yaml"), SEARCH);
        Cli.Answer first = Cli.type("sweep", file, "--search", space, "--workers", 2, "--out", runs());
        assertEquals(0, first.code(), first.out() + first.err());
        assertEquals(4, digests(runs()).size());
        List<String> table = Files.readAllLines(runs().resolve("small/search.csv"));
        assertEquals(5, table.size());
        double least = Double.MAX_VALUE;
        String best = "";
        for (String line : table.subList(1, 5)) {
            String[] cells = line.replace("\"", "").split(",");
            Path run = runs().resolve("small").resolve(cells[4]);
            double errors = Cli.result(run, "seed-7/distilled")
                    .get("validation")
                    .get("errors")
                    .asDouble();
            assertEquals(errors, Double.parseDouble(cells[3]), line);
            if (errors < least) {
                least = errors;
                best = Files.readString(run.resolve("recipe.resolved.yaml"));
            }
            // One seed and three epochs in each of four trials.
            assertTrue(Files.readString(run.resolve("recipe.resolved.yaml"))
                    .contains("tuned:\n  trials: 4\n  epochs: 12\n"));
        }
        assertEquals(best, Files.readString(runs().resolve("small/best.yaml")));
        Cli.Answer again = Cli.type("sweep", file, "--search", space, "--out", runs());
        assertEquals(0, again.code(), again.out());
        assertEquals(
                4,
                again.out()
                        .lines()
                        .filter(l -> l.contains("was finished before"))
                        .count(),
                again.out());
        assertEquals(table, Files.readAllLines(runs().resolve("small/search.csv")));
        refusedBesideOneThatWasNotSearchedFor(file, first.out());
    }

    private void refusedBesideOneThatWasNotSearchedFor(Path file, String told) throws IOException {
        Path tuned = Path.of(told.lines()
                .filter(l -> l.startsWith("  run: "))
                .findFirst()
                .orElseThrow()
                .substring(7));
        assertEquals(0, Cli.type("run", file, "--out", folder.resolve("plain")).code());
        Path plain = Cli.onlyRun(folder.resolve("plain"), "small");
        Cli.Answer refused = Cli.type("compare", plain, tuned);
        assertEquals(1, refused.code(), refused.out());
        assertTrue(refused.err().contains("tuned.trials: not there, 4 in " + tuned), refused.err());
        assertTrue(refused.err().contains("tuned.epochs: not there, 12 in " + tuned), refused.err());
    }

    @Test
    void what_cannot_be_swept_is_refused() throws IOException {
        Path file = recipe("matrix: {training.epochs: [1, 2]}\n");
        Path space = Files.writeString(folder.resolve("search.yaml"), SEARCH);
        Cli.Answer matrix = Cli.type("sweep", file, "--search", space, "--out", runs());
        assertEquals(1, matrix.code());
        assertTrue(
                matrix.err().contains("has a matrix of 2 combinations, and a search changes one recipe"), matrix.err());
        Files.writeString(space, "trials: 1\nkeys: {a: {type: range, from: 1, too: 2}}\n");
        Cli.Answer wrong = Cli.type("sweep", file, "--search", space, "--out", runs());
        assertEquals(2, wrong.code());
        assertTrue(wrong.err().contains("search.yaml:2:") && wrong.err().contains("Did you mean 'to'?"), wrong.err());
        Cli.Answer workers = Cli.type("sweep", file, "--workers", 0);
        assertEquals(2, workers.code());
        Files.writeString(space, SEARCH.replace("method.objective[1].weight", "method.objectives[1].weight"));
        Cli.Answer key = Cli.type("sweep", recipe("threads: 1\n"), "--search", space, "--out", runs());
        assertEquals(2, key.code(), key.out());
        assertTrue(key.err().contains("method.objectives"), key.err());
    }
}
