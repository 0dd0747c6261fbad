package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kd4j.cli.MlflowStub.Manner;
import kd4j.cli.MlflowStub.Told;
import kd4j.run.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.framework.Summary;
import org.tensorflow.util.Event;
import tools.jackson.databind.JsonNode;

/** TensorBoard's and MLflow's logs of whole runs. */
class LogsTest {
    private static final String EVENTS = "events.out.tfevents.kd4j";
    private static final List<String> ARMS = List.of(
            "seed-7/teacher", "seed-7/student-alone", "seed-7/distilled", "seed-8/student-alone", "seed-8/distilled");

    @TempDir
    private static Path shared;

    private static Path plain;

    @TempDir
    private Path folder;

    /** A run without other logs, which those tests copy that only send or read one. */
    @BeforeAll
    static void run_once() throws IOException {
        Path file = Files.writeString(shared.resolve("small.yaml"), RunCommandTest.SMALL);
        assertEquals(0, Cli.type("run", file, "--out", shared.resolve("runs")).code());
        plain = Cli.onlyRun(shared.resolve("runs"), "small");
    }

    private Path plain() throws IOException {
        Path copy = folder.resolve(plain.getFileName());
        try (Stream<Path> files = Files.walk(plain)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(plain.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return copy;
    }

    private Path run(String logs) throws IOException {
        Path file = Files.writeString(folder.resolve("small.yaml"), RunCommandTest.SMALL + "logs: " + logs + "\n");
        Cli.Answer answer = Cli.type("run", file, "--out", folder.resolve("runs"));
        assertEquals(0, answer.code(), answer.err());
        told = answer.out();
        return Cli.onlyRun(folder.resolve("runs"), "small");
    }

    private String told;

    /** Step and value, the latter rounded as event files do. */
    private static List<String> logged(Path run, String arm, boolean rounded) throws IOException {
        List<String> all = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve(arm).resolve("metrics.jsonl"))) {
            JsonNode json = Json.parse(line, JsonNode.class);
            double value = json.get("objective").asDouble();
            all.add(json.get("step").asLong() + ":"
                    + (rounded ? String.valueOf((float) value) : String.valueOf(value)));
        }
        return all;
    }

    @Test
    void tensorflow_reads_each_epoch_of_every_training() throws IOException {
        Path run = run("[{type: tensorboard, histograms: 2}]");
        for (String arm : ARMS) {
            Path file = run.resolve(arm).resolve(EVENTS);
            assertEquals(logged(run, arm, true), TensorBoardFile.scalars(file, "objective"), arm);
            assertEquals(3, TensorBoardFile.scalars(file, "validation/accuracy").size(), arm);
            assertEquals(3, TensorBoardFile.scalars(file, "validation/nll").size(), arm);
            assertEquals(
                    3,
                    TensorBoardFile.scalars(file, "validation/calibration-error")
                            .size(),
                    arm);
            assertEquals(3, TensorBoardFile.scalars(file, "rate").size(), arm);
        }
        Path distilled = run.resolve("seed-8/distilled").resolve(EVENTS);
        for (String tag : List.of(
                "term/cross-entropy", "term/soft-targets", "gradient-share/soft-targets", "validation/agreement")) {
            assertEquals(3, TensorBoardFile.scalars(distilled, tag).size(), tag);
        }
        histogramsAreOfTheEpochsAskedFor(run);
        theRunHasRecipeVerdictAndTestFigures(run);
    }

    private static void histogramsAreOfTheEpochsAskedFor(Path run) throws IOException {
        List<Summary.Value> found = new ArrayList<>();
        for (Event event :
                TensorBoardFile.events(run.resolve("seed-7/distilled").resolve(EVENTS))) {
            event.getSummary().getValueList().stream().filter(v -> v.hasHisto()).forEach(found::add);
        }
        // Two layers with weight and bias each, as parameters and as gradients, of the second of three epochs.
        assertEquals(8, found.size());
        Summary.Value weight = found.stream()
                .filter(v -> v.getTag().startsWith("gradients/") && v.getTag().endsWith("/weight"))
                .findFirst()
                .orElseThrow();
        assertEquals(2048, weight.getHisto().getNum());
        assertTrue(weight.getHisto().getSumSquares() > 0);
    }

    private static void theRunHasRecipeVerdictAndTestFigures(Path run) throws IOException {
        String text = "";
        for (Event event : TensorBoardFile.events(run.resolve(EVENTS))) {
            text += event.getSummary();
        }
        assertTrue(text.contains("type: soft-targets"), text);
        assertTrue(text.contains("distilled"), text);
        assertTrue(text.contains("test/accuracy/seed-8/distilled"), text);
        assertTrue(text.contains("verdict"), text);
    }

    @Test
    void logs_change_no_bit() throws IOException {
        Path with = run("[{type: tensorboard, histograms: 1}]");
        for (String arm : ARMS) {
            assertEquals(
                    Cli.result(plain, arm).get("digest"), Cli.result(with, arm).get("digest"), arm);
        }
        assertFalse(Files.exists(plain.resolve(EVENTS)));
    }

    @Test
    void event_files_can_be_made_later() throws IOException {
        Path run = plain();
        Cli.Answer answer = Cli.type("track", run, "--tensorboard");
        assertEquals(0, answer.code(), answer.err());
        for (String arm : ARMS) {
            Path file = run.resolve(arm).resolve(EVENTS);
            assertEquals(logged(run, arm, true), TensorBoardFile.scalars(file, "objective"), arm);
        }
        Cli.Answer nothing = Cli.type("track", run);
        assertEquals(2, nothing.code());
        assertTrue(nothing.err().contains("its recipe has no key logs; say which: --tensorboard"), nothing.err());
    }

    private void hasEverythingOnce(MlflowStub stub, Path run) throws IOException {
        Told whole = stub.run(run.getFileName().toString());
        assertEquals("FINISHED", whole.status);
        assertEquals("soft-targets", whole.parameters.get("method.objective.1.loss.type"));
        assertEquals("3", whole.parameters.get("training.epochs"));
        assertTrue(whole.tags.get("mlflow.note.content").contains("distilled"), whole.tags.toString());
        for (String arm : ARMS) {
            Told told = stub.run(arm);
            assertEquals(logged(run, arm, false), told.of("objective"), arm);
            assertEquals(3, told.of("validation/accuracy").size(), arm);
            double accuracy = Cli.result(run, arm).get("test").get("accuracy").asDouble();
            assertEquals(List.of("0:" + accuracy), told.of("test/accuracy"), arm);
            assertEquals(1, told.of("parameters").size(), arm);
            assertEquals("FINISHED", told.status, arm);
            assertEquals(Cli.result(run, arm).get("digest").asString(), told.tags.get("kd4j.digest"));
        }
        assertEquals(ARMS.size() + 1, stub.runs.size());
    }

    private static String logs(MlflowStub stub) {
        return "[{type: mlflow, address: '%s'}]".formatted(stub.address());
    }

    @Test
    void a_server_gets_every_epoch_once() throws IOException {
        try (MlflowStub stub = new MlflowStub()) {
            Path run = run(logs(stub));
            hasEverythingOnce(stub, run);
            int calls = stub.calls.size();
            Cli.Answer again = Cli.type("track", run);
            assertEquals(0, again.code(), again.err());
            assertEquals(calls, stub.calls.size(), "everything was sent");
        }
    }

    @Test
    void a_server_that_was_never_there_gets_everything_later() throws IOException {
        int port;
        try (MlflowStub gone = new MlflowStub()) {
            port = gone.port();
        }
        Path run = run("[{type: mlflow, address: 'http://127.0.0.1:%d'}]".formatted(port));
        assertTrue(told.contains("does not answer"), told);
        assertTrue(told.contains("kd4j track " + run), told);
        Cli.Answer failed = Cli.type("track", run);
        assertEquals(1, failed.code());
        assertTrue(failed.err().contains("http://127.0.0.1:%d does not answer".formatted(port)), failed.err());
        try (MlflowStub stub = new MlflowStub(port)) {
            assertEquals(0, Cli.type("track", run).code());
            hasEverythingOnce(stub, run);
        }
    }

    @Test
    void a_server_that_stalls_drops_and_comes_back_during_the_run_has_everything_in_the_end() throws IOException {
        try (MlflowStub stub = new MlflowStub()) {
            stub.judge = (number, call) -> number == 2
                    ? Manner.DROPS_THE_ANSWER
                    : number == 9 ? Manner.FAILS : number == 14 ? Manner.DROPS : Manner.SERVES;
            Path run = run(logs(stub));
            assertTrue(told.contains("the run goes on and sends the rest later"), told);
            assertEquals(0, Cli.type("track", run).code());
            hasEverythingOnce(stub, run);
        }
    }

    @Test
    void a_server_that_answers_nothing_holds_no_training_up() throws IOException {
        Path run;
        try (MlflowStub stub = new MlflowStub()) {
            stub.judge = (number, call) -> Manner.STALLS;
            run = run(logs(stub));
            assertTrue(Files.exists(run.resolve("summary.json")));
            assertTrue(told.contains("send the rest with: kd4j track"), told);
            stub.judge = (number, call) -> Manner.SERVES;
            assertEquals(0, Cli.type("track", run).code());
            hasEverythingOnce(stub, run);
        }
    }

    @Test
    void a_state_that_was_lost_makes_nothing_twice() throws IOException {
        Path run = plain();
        try (MlflowStub stub = new MlflowStub()) {
            assertEquals(0, Cli.type("track", run, "--to", stub.address()).code());
            Files.delete(run.resolve("mlflow.json"));
            assertEquals(0, Cli.type("track", run, "--to", stub.address()).code());
            hasEverythingOnce(stub, run);
        }
    }

    /** Every call of the whole conversation fails once, in each way that leaves the other side guessing. */
    @Test
    void each_call_may_fail_in_any_way() throws IOException {
        Path run = plain();
        int calls;
        try (MlflowStub calm = new MlflowStub()) {
            assertEquals(0, Cli.type("track", run, "--to", calm.address()).code());
            calls = calm.calls.size();
        }
        for (Manner manner : List.of(Manner.FAILS, Manner.DROPS, Manner.DROPS_THE_ANSWER)) {
            for (int bad = 0; bad < calls; bad++) {
                Files.delete(run.resolve("mlflow.json"));
                try (MlflowStub stub = new MlflowStub()) {
                    int which = bad;
                    stub.judge = (number, call) -> number == which ? manner : Manner.SERVES;
                    Cli.Answer first = Cli.type("track", run, "--to", stub.address());
                    // Java's client asks once more by itself where a question changes nothing.
                    boolean question = stub.calls.get(bad).matches("experiments/get-by-name|metrics/get-history");
                    assertTrue(first.code() == 1 || question, manner + " at call " + bad + " of " + stub.calls);
                    Cli.Answer second = Cli.type("track", run, "--to", stub.address());
                    assertEquals(0, second.code(), manner + " at call " + bad + ": " + second.err());
                    hasEverythingOnce(stub, run);
                }
            }
        }
    }

    @Test
    void names_and_passwords_are_kept_nowhere() throws IOException {
        Path run = plain();
        try (MlflowStub stub = new MlflowStub()) {
            String address = stub.address().replace("//", "//user:s3cret@");
            assertEquals(0, Cli.type("track", run, "--to", stub.address()).code());
            Cli.Answer refused = Cli.type("track", run, "--to", address);
            assertFalse((refused.out() + refused.err()).contains("s3cret"), refused.err());
            assertTrue(refused.err().contains("without name and password"), refused.err());
            try (Stream<Path> files = Files.walk(run)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertFalse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("s3cret"));
                }
            }
        }
    }

    @Test
    void each_run_has_a_log_of_its_own_with_fields() throws IOException {
        for (Path run : List.of(plain, run("null"))) {
            List<JsonNode> lines = new ArrayList<>();
            for (String line : Files.readAllLines(run.resolve("run.log"))) {
                lines.add(Json.parse(line, JsonNode.class));
            }
            assertTrue(lines.get(0).get("message").asString().startsWith("data: digits"), lines.toString());
            List<String> epochs = lines.stream()
                    .filter(line -> line.get("arm").asString().equals("distilled")
                            && line.get("seed").asString().equals("8"))
                    .map(line -> line.get("epoch").asString())
                    .filter(epoch -> !epoch.isEmpty())
                    .toList();
            assertEquals(List.of("1", "2", "3"), epochs);
            assertEquals(
                    "the run has ended",
                    lines.get(lines.size() - 1).get("message").asString());
            assertTrue(
                    lines.stream().allMatch(line -> line.get("time").asString().matches("\\d{4}-.*T.*")));
        }
    }

    @Test
    void an_mlflow_log_without_an_address_is_refused_before_anything_is_trained() throws IOException {
        Path file = Files.writeString(folder.resolve("small.yaml"), RunCommandTest.SMALL + "logs: [mlflow]\n");
        Cli.Answer answer = Cli.type("run", file, "--out", folder.resolve("runs"));
        assertEquals(1, answer.code());
        assertTrue(answer.err().contains("logs: mlflow has no address"), answer.err());
        assertTrue(answer.err().contains("MLFLOW_TRACKING_URI"), answer.err());
        assertFalse(Files.exists(folder.resolve("runs")));
        Files.writeString(file, RunCommandTest.SMALL + "logs: [tensorboard, {type: tensorboard, histograms: 1}]\n");
        Cli.Answer twice = Cli.type("run", file, "--out", folder.resolve("runs"));
        assertEquals(2, twice.code());
        assertTrue(twice.err().contains("each type once"), twice.err());
    }
}
