package kd4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kd4j.bench.Contender.Side;
import kd4j.data.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeedRunTest {
    private static final BenchModel CNN = BenchModel.of("cnn");
    private static final BenchModel MLP = BenchModel.of("mlp-256");
    private static final BenchModel UNKNOWN =
            new BenchModel("dreamt", "architecture: {type: dreamt}\noptimizer: {type: sgd}\n", Shape.of(4), 1, 1, 1);

    @TempDir
    private Path folder;

    private final List<String> log = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();

    @Test
    void rounds_alternate_and_forms_for_images_stay_with_images() {
        Measurement any = FakeContender.steps("x", CNN, 0, 1.0);
        Contender ours = FakeContender.of(Side.OURS, "a", log, any, any, any, any);
        Contender images = new FakeContender(Side.PYTORCH, "b", true, new ArrayList<>(List.of(any, any)), log);
        new SpeedRun(List.of(CNN, MLP), List.of(1), 2, 1, List.of(ours, images))
                .run(List.of(), folder.resolve("speed.csv"), false, progress::add);
        assertEquals(List.of("a cnn 1", "b cnn 1", "a mlp-256 1", "a cnn 1", "b cnn 1", "a mlp-256 1"), log);
        assertTrue(progress.get(0).startsWith("[1/6] round 1 of 2: cnn, 1 thread, a: 1.00 ms, "), progress.get(0));
    }

    @Test
    void who_fails_is_named_and_the_others_go_on() throws IOException {
        Contender ours = FakeContender.of(Side.OURS, "a", log, FakeContender.steps("x", CNN, 0, 5.0));
        Contender broken = FakeContender.of(Side.DJL, "djl", log);
        String text = new SpeedRun(List.of(CNN), List.of(1), 1, 1, List.of(broken, ours))
                .run(List.of("libtorch is left out: no reason"), folder.resolve("speed.csv"), false, progress::add);
        assertTrue(text.contains("* djl, cnn, 1 thread: it broke"), text);
        assertTrue(text.contains("* libtorch is left out: no reason"), text);
        assertTrue(progress.contains("cnn, 1 thread, djl FAILED: it broke"), progress.toString());
        assertTrue(Files.readString(folder.resolve("speed.csv")).endsWith("cnn,1,5.000,,,,,,\n"));
        assertTrue(Files.readString(folder.resolve("speed.md")).contains("it broke"));
    }

    @Test
    void an_architecture_that_is_not_there_is_named() {
        Contender ours = FakeContender.of(Side.OURS, "a", log, FakeContender.steps("x", CNN, 0, 5.0));
        String text = new SpeedRun(List.of(UNKNOWN, CNN), List.of(1), 1, 1, List.of(ours))
                .run(List.of(), folder.resolve("speed.csv"), false, progress::add);
        assertTrue(text.contains("dreamt is left out: "), text);
        assertTrue(text.contains("no architecture is called 'dreamt'"), text);
        assertEquals(List.of("a cnn 1"), log);
    }

    @Test
    void nothing_to_measure_is_a_failure() {
        SpeedRun run = new SpeedRun(List.of(UNKNOWN), List.of(1), 1, 1, List.of());
        String message = assertThrows(
                        BenchException.class,
                        () -> run.run(List.of(), folder.resolve("speed.csv"), false, progress::add))
                .getMessage();
        assertTrue(message.startsWith("nothing to measure: dreamt is left out: "), message);
    }

    @Test
    void a_file_that_cannot_be_written_is_named() {
        Contender ours = FakeContender.of(Side.OURS, "a", log, FakeContender.steps("x", CNN, 0, 5.0));
        SpeedRun run = new SpeedRun(List.of(CNN), List.of(1), 1, 1, List.of(ours));
        Path file = folder.resolve("no/such/folder/speed.csv");
        String message = assertThrows(BenchException.class, () -> run.run(List.of(), file, false, progress::add))
                .getMessage();
        assertTrue(message.contains(file.toString()) && message.contains("--out"), message);
    }

    @Test
    void a_stopped_benchmark_goes_on_with_what_it_has_not_measured() throws IOException {
        Path table = folder.resolve("speed.csv");
        Measurement five = FakeContender.steps("x", CNN, 0, 5.0);
        Measurement seven = FakeContender.steps("x", CNN, 0, 7.0);
        run(2, FakeContender.of(Side.OURS, "a", log, five, five)).run(List.of(), table, false, progress::add);
        Path measurements = folder.resolve("speed-measurements.jsonl");
        List<String> lines = Files.readAllLines(measurements);
        assertEquals(3, lines.size());
        // Killed while the second line was written.
        Files.writeString(
                measurements,
                lines.get(0) + "\n" + lines.get(1) + "\n" + lines.get(2).substring(0, 40));
        log.clear();
        progress.clear();
        run(2, FakeContender.of(Side.OURS, "a", log, seven)).run(List.of(), table, true, progress::add);
        assertEquals(List.of("a cnn 1"), log);
        assertTrue(progress.get(0).startsWith("[2/2] round 2 of 2: cnn, 1 thread, a: 7.00 ms, "), progress.get(0));
        assertTrue(Files.readString(table).contains("cnn,1,6.000,"), Files.readString(table));
        assertEquals(3, Files.readAllLines(measurements).size());
    }

    @Test
    void rounds_under_other_conditions_are_not_mixed() {
        Path table = folder.resolve("speed.csv");
        Measurement any = FakeContender.steps("x", CNN, 0, 5.0);
        run(1, FakeContender.of(Side.OURS, "a", log, any)).run(List.of(), table, false, progress::add);
        SpeedRun longer =
                new SpeedRun(List.of(CNN), List.of(1), 1, 2.5, List.of(FakeContender.of(Side.OURS, "a", log, any)));
        String message = assertThrows(BenchException.class, () -> longer.run(List.of(), table, true, progress::add))
                .getMessage();
        assertTrue(message.contains("seconds of warm-up was 1.0 and is 2.5"), message);
        assertTrue(message.endsWith("Leave --resume out to begin anew."), message);
    }

    @Test
    void damaged_and_missing_measurements_are_named() throws IOException {
        Path table = folder.resolve("speed.csv");
        Measurement any = FakeContender.steps("x", CNN, 0, 5.0);
        SpeedRun run = run(1, FakeContender.of(Side.OURS, "a", log, any));
        Path measurements = folder.resolve("speed-measurements.jsonl");
        String missing = assertThrows(BenchException.class, () -> run.run(List.of(), table, true, progress::add))
                .getMessage();
        assertEquals(measurements + ": there is nothing to go on with. Leave --resume out to begin.", missing);
        run.run(List.of(), table, false, progress::add);
        Files.writeString(measurements, Files.readAllLines(measurements).get(0) + "\nsomething\n");
        String damaged = assertThrows(BenchException.class, () -> run.run(List.of(), table, true, progress::add))
                .getMessage();
        assertTrue(damaged.startsWith(measurements + ":2: not a measurement."), damaged);
    }

    private static SpeedRun run(int rounds, Contender contender) {
        return new SpeedRun(List.of(CNN), List.of(1), rounds, 1, List.of(contender));
    }

    @Test
    void time_left_by_hand() {
        assertEquals("31:10 min", SpeedProgress.left(31 * 60 + 9.6));
    }
}
