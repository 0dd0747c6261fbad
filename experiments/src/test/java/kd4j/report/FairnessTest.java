package kd4j.report;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that were not trained alike are not ranked, and the message says in what they differ. */
class FairnessTest {
    @TempDir
    private Path runs;

    private Fixture first;
    private Fixture second;

    @BeforeEach
    void two_runs() throws IOException {
        first = run("first");
        second = run("second");
    }

    private Fixture run(String name) throws IOException {
        return Fixture.of(runs.resolve(name), name, 7, 8)
                .arm("student-alone", 20, 22)
                .arm("distilled", 14, 17);
    }

    private List<Path> both() {
        return List.of(first.folder(), second.folder());
    }

    private String refusal() {
        return assertThrows(ReportException.class, () -> Comparison.of(both()).requireFair())
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "epochs: 20|epochs: 40|training.epochs|20|40",
                "batch: 64|batch: 32|training.batch|64|32",
                "augment: []|augment: [{type: shift, pixels: 2}]|training.augment[0].pixels|not there|2",
                "validation: 0.1|validation: 0.2|data.validation|0.1|0.2",
                "validation: 0.1|validation: 0.1, validation-seed: 3|data.validation-seed|0|3",
                "epochs: 30|epochs: 31|teacher.training.epochs|30|31",
                "hidden: [32]|hidden: [64]|teacher.architecture.hidden|[32]|[64]",
                "seeds: [7, 8]|seeds: [7, 9]|seeds|[7, 8]|[7, 9]",
                "threads: 1|teacher-cache: {type: fp16}|teacher-cache.type|not there|fp16",
                "threads: 1|teacher-cache: {type: fp32, views: 4}|teacher-cache.views|not there|4",
            })
    void what_is_no_part_of_the_comparison_must_be_equal(String old, String with, String key, String here, String there)
            throws IOException {
        second.recipe(old.replace("seeds: [7, 8]", "seeds: [7,8]"), with);
        String message = refusal();
        assertTrue(
                message.startsWith("not ranked, because these runs differ in more than method and student:"), message);
        assertTrue(
                message.contains("  second: " + key + ": " + told(here, first) + ", " + told(there, second)), message);
        assertTrue(message.endsWith("rank them with --anyway, which the table then says."), message);
    }

    private static String told(String value, Fixture run) {
        return value.equals("not there") ? value : value + " in " + run.folder().resolve("recipe.resolved.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hidden: [16]|hidden: [24]",
                "weight: 1|weight: 2",
                "name: fixture|name: other",
                "export: [onnx]|export: []",
                "threads: 1|threads: 2",
                "threads: 1|teacher-cache: {type: fp32, limit-gb: 7}",
            })
    void what_is_compared_or_has_no_part_in_the_figures_may_differ(String old, String with) throws IOException {
        second.recipe(old, with);
        assertDoesNotThrow(() -> Comparison.of(both()).requireFair());
    }

    @Test
    void data_and_teachers_are_held_to_their_digests() throws IOException {
        for (Fixture run : List.of(first, second)) {
            Files.writeString(
                    run.folder().resolve("provenance.json"),
                    "{\"dataDigests\":{\"digits.csv\":\"of %s\"}}".formatted(run.name()));
        }
        second.result("teacher", 8, 10, "\"digest\":\"another\"");
        String message = refusal();
        assertTrue(
                message.contains("digest of digits.csv: of first in "
                        + first.folder().resolve("provenance.json") + ", of second in "
                        + second.folder().resolve("provenance.json")),
                message);
        assertTrue(
                message.contains(
                        "digest of the teacher of seed 8: shared in " + first.file("teacher", 8) + ", another in "),
                message);
    }

    /** A method that takes more steps than another with the same training. */
    @Test
    void steps_are_counted_as_they_were_made() throws IOException {
        steps(first, 100);
        steps(second, 300);
        String message = refusal();
        assertTrue(message.contains("steps of distilled, seed 7: 100 in "), message);
        for (Fixture run : List.of(first, second)) {
            run.recipe("batch: 64", "batch: 64, stop: {type: patience, epochs: 3}");
        }
        assertDoesNotThrow(() -> Comparison.of(both()).requireFair());
    }

    private static void steps(Fixture run, int steps) throws IOException {
        Files.writeString(
                run.file("distilled", 7).resolveSibling("metrics.jsonl"),
                "{\"step\":50}\n{\"step\":%d}\n".formatted(steps));
    }

    @Test
    void a_recipe_that_is_missing_or_unreadable_is_named() throws IOException {
        Path recipe = second.folder().resolve("recipe.resolved.yaml");
        Files.writeString(recipe, "name: older\nthrds: 3\n");
        assertTrue(refusal().contains(recipe + ": cannot be read by this version"), refusal());
        Files.delete(recipe);
        assertTrue(
                refusal().contains(recipe + ": is missing, so that nobody knows how the run was trained"), refusal());
        assertDoesNotThrow(() -> Comparison.of(List.of(second.folder())).requireFair());
    }

    @Test
    void anyway_they_are_ranked_and_flagged_everywhere() throws IOException {
        second.recipe("epochs: 20", "epochs: 40");
        assertFalse(Comparison.of(both()).text().contains("group"));
        Comparison anyway = Comparison.anyway(both());
        assertTrue(anyway.text().contains("run     group  seeds  accuracy %    sd       differs in"), anyway.text());
        assertTrue(anyway.text().contains("second  a          2       92.25  1.06  training.epochs"), anyway.text());
        assertTrue(anyway.text().contains("Ranked although these runs differ in more than method and student:"));
        assertTrue(
                anyway.markdown().contains("| second | a | 2 | 92.25 | 1.06 | training.epochs |"), anyway.markdown());
        assertTrue(anyway.csv().contains(",a,training.epochs"), anyway.csv());
        String page = Page.of(both()).html();
        assertTrue(page.contains("Not ranked, because these runs differ"), "the page names the difference too");
        assertFalse(page.contains("<h3>Ranking</h3>"));
    }
}
