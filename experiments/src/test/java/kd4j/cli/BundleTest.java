package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kd4j.data.DataPlace;
import kd4j.data.Samples;
import kd4j.datasets.catalog.Digits;
import kd4j.edge.Answer;
import kd4j.edge.Bundle;
import kd4j.edge.Student;
import kd4j.run.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A recipe to bundles, and what their users do with them. */
class BundleTest {
    private static final Path STARTER = Path.of("configs/starters/bundle.yaml");

    @TempDir
    private static Path folder;

    private static Path arm;

    @BeforeAll
    static void run() throws IOException {
        Cli.Answer answer = Cli.type(
                "run",
                Cli.root().resolve(STARTER),
                "--out",
                folder,
                "--quiet",
                "--set",
                "teacher.training.epochs=2",
                "--set",
                "thresholds={type: precision, wanted: 0.99}");
        assertEquals(0, answer.code(), answer.err());
        arm = Cli.onlyRun(folder, "digits-bundle").resolve("seed-7/distilled");
    }

    /** The bundle alone, on raw pixels, is as good as the run says of its network on prepared ones. */
    @Test
    void a_bundle_is_right_on_raw_rows_as_often_as_its_network() {
        Samples test = new Digits().load(new DataPlace(folder, folder)).test();
        int right = 0;
        float[] pixels = new float[test.shape().values()];
        try (Student student = Student.open(arm.resolve("student.kd4j"))) {
            for (int row = 0; row < test.size(); row++) {
                test.read(row, pixels, 0);
                right += student.predict(pixels).index() == test.label(row) ? 1 : 0;
            }
        }
        int errors = Cli.result(arm.getParent().getParent(), "seed-7/distilled")
                .at("/test/errors")
                .asInt();
        assertEquals(test.size() - errors, right);
    }

    /** What the card says of the test rows is what the runtime answers to them, row by row. */
    @Test
    void thresholds_of_the_recipe_decide_on_the_device() {
        Samples test = new Digits().load(new DataPlace(folder, folder)).test();
        int accepted = 0;
        int right = 0;
        float[] pixels = new float[test.shape().values()];
        try (Student student = Student.open(arm.resolve("student.kd4j"))) {
            float[] thresholds = student.bundle().thresholdValues();
            for (int row = 0; row < test.size(); row++) {
                test.read(row, pixels, 0);
                Answer answer = student.predict(pixels);
                assertEquals(thresholds[answer.index()], answer.threshold());
                assertEquals(
                        answer.probability() >= answer.threshold(),
                        answer.label().isPresent());
                accepted += answer.accepted() ? 1 : 0;
                right += answer.accepted() && answer.index() == test.label(row) ? 1 : 0;
            }
            assertTrue(accepted > 36 && accepted < 360, "of 360 rows " + accepted);
            String card = student.bundle().text(Bundle.CARD);
            assertTrue(
                    card.contains("Of the 360 test rows, %d are accepted; of these, %d are right."
                            .formatted(accepted, right)),
                    accepted + ", " + right + ": " + card);
        }
        Cli.Answer verified = Cli.type("verify", arm.resolve("student.kd4j"), arm.resolve("student-int8.kd4j"));
        assertEquals(0, verified.code(), verified.err());
        assertEquals(
                2,
                verified.out()
                        .lines()
                        .filter(l -> l.contains(", accepted by their thresholds "))
                        .count(),
                verified.out());
    }

    @Test
    void thresholds_that_do_not_fit_are_refused_before_training() {
        refused("thresholds=0.8", "export=[onnx]", "thresholds: only bundles hold these, and export has none", 1);
        refused(
                "thresholds={type: each-class, probabilities: [0.5]}",
                "seeds=[7]",
                "1 numbers are given for 10 classes",
                1);
        refused(
                "thresholds={type: false-alarms, rate: 0.01}",
                "data.validation=0",
                "a share above 0 and below 1, or a whole number of rows",
                2);
        refused("thresholds=1.5", "seeds=[7]", "a number from 0 to 1", 2);
    }

    private static void refused(String thresholds, String other, String why, int code) {
        Cli.Answer answer = Cli.type(
                "run",
                Cli.root().resolve(STARTER),
                "--out",
                folder.resolve("none"),
                "--set",
                thresholds,
                "--set",
                other);
        assertEquals(code, answer.code(), answer.err());
        assertTrue(answer.err().contains(why), answer.err());
    }

    @Test
    void verify_replays_a_bundle_wherever_it_lies() throws IOException {
        Path alone = Files.createDirectory(folder.resolve("alone")).resolve("mine.kd4j");
        Files.copy(arm.resolve("student.kd4j"), alone);
        Cli.Answer fine = Cli.type("verify", arm.resolve("student.kd4j"), alone);
        assertEquals(0, fine.code(), fine.err());
        assertEquals(
                2, fine.out().lines().filter(l -> l.contains(": fine. 16 rows")).count(), fine.out());
        byte[] cut = Files.readAllBytes(alone);
        Files.write(alone, Arrays.copyOf(cut, cut.length - 100));
        Cli.Answer damaged = Cli.type("verify", alone);
        assertEquals(1, damaged.code());
        assertTrue(damaged.err().contains("it was cut off"), damaged.err());
    }

    @Test
    void a_bundle_says_what_it_is_and_nothing_of_the_machine() {
        try (Student student = Student.open(arm.resolve("student.kd4j"))) {
            Bundle bundle = student.bundle();
            String card = bundle.text(Bundle.CARD);
            assertTrue(card.contains("| teacher | train |"), card);
            assertTrue(card.contains("95 % interval"), card);
            assertTrue(bundle.text(Bundle.LICENCES).contains("CC BY 4.0"));
            String provenance = bundle.text(Bundle.PROVENANCE);
            assertTrue(provenance.contains("recipeDigest"), provenance);
            String all = card + bundle.text(Bundle.LICENCES) + provenance;
            assertTrue(
                    !all.contains(folder.toString()) && !all.contains(Cli.root().toString()), all);
        }
    }

    @Test
    void bench_measures_files_of_a_run_and_leaves_the_figures() throws IOException {
        Path csv = folder.resolve("files.csv");
        Path cards = folder.resolve("cards");
        Cli.Answer answer = measure(arm, "--out", csv, "--cards", cards);
        assertEquals(0, answer.code(), answer.err());
        assertEquals(4, Files.readAllLines(csv).size(), Files.readString(csv));
        JsonNode record =
                Json.read(arm.resolve("benchmark.json"), JsonNode.class).get("files");
        int errors = Cli.result(arm.getParent().getParent(), "seed-7/distilled")
                .at("/test/errors")
                .asInt();
        for (String name : new String[] {"student.onnx", "student.kd4j", "student-int8.kd4j"}) {
            JsonNode file = record.get(name);
            assertTrue(file.get("p50Micros").asDouble() > 0, file.toString());
            assertTrue(file.get("p99Micros").asDouble() >= file.get("p50Micros").asDouble(), file.toString());
            assertTrue(file.get("startMillis").asDouble() > 0, file.toString());
        }
        assertEquals(
                (360 - errors) / 360.0,
                record.get("student.onnx").get("accuracy").asDouble(),
                1e-12);
        assertTrue(answer.out().contains("threads inside an operation: 1"), answer.out());
        copies_have_the_figures_and_answer_as_before(cards);
    }

    private static void copies_have_the_figures_and_answer_as_before(Path cards) throws IOException {
        for (String name : new String[] {"student.kd4j", "student-int8.kd4j"}) {
            try (Student before = Student.open(arm.resolve(name));
                    Student after = Student.open(cards.resolve(name))) {
                String card = after.bundle().text(Bundle.CARD);
                String old = before.bundle().text(Bundle.CARD);
                assertTrue(card.startsWith(old.stripTrailing() + "\n\n## Measured\n\n| | |\n"), card);
                assertTrue(card.contains("| a row by itself | median "), card);
                assertTrue(card.contains(" of 360 test rows "), card);
                assertArrayEquals(before.bundle().model(), after.bundle().model());
                assertEquals(before.bundle().labelNames(), after.bundle().labelNames());
                assertTrue(after.replay().passed());
            }
        }
    }

    @Test
    void a_bundle_is_never_replaced_by_its_copy() throws IOException {
        Path bundle = arm.resolve("student.kd4j");
        byte[] before = Files.readAllBytes(bundle);
        Cli.Answer answer = measure(bundle, "--no-record", "--cards", arm);
        assertEquals(1, answer.code(), answer.out());
        assertTrue(answer.err().contains("is the bundle itself"), answer.err());
        assertArrayEquals(before, Files.readAllBytes(bundle));
    }

    /** The shortest benchmark there is. */
    private static Cli.Answer measure(Path what, Object... more) {
        List<Object> words =
                new ArrayList<>(List.of("bench", "file", what, "--rounds", "1", "--warm-up", "0", "--seconds", "0.05"));
        words.addAll(List.of(more));
        return Cli.type(words.toArray());
    }

    @Test
    void bench_says_what_it_can_measure() {
        Cli.Answer none = Cli.type("bench", "file", folder.resolve("none.onnx"));
        assertEquals(1, none.code());
        assertTrue(none.err().contains("no such file"), none.err());
        Cli.Answer nothing = Cli.type("bench", "file", Cli.root().resolve("configs"));
        assertTrue(nothing.err().contains("no exported file lies there"), nothing.err());
        Cli.Answer threads = Cli.type("bench", "file", arm, "--threads", "0");
        assertEquals(2, threads.code());
    }
}
