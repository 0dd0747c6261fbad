package kd4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that cannot be compared: each message names the file and what is wrong in it. */
class RunFolderTest {
    @TempDir
    private Path runs;

    private Fixture run;

    @BeforeEach
    void finishedRun() throws IOException {
        run = Fixture.of(runs.resolve("run"), "digits", 7, 8)
                .arm("student-alone", 20, 22)
                .arm("distilled", 14, 17);
    }

    private String refusal(Path... folders) {
        return assertThrows(ReportException.class, () -> Comparison.of(List.of(folders)))
                .getMessage();
    }

    private void replace(Path file, String old, String with) throws IOException {
        String text = Files.readString(file);
        assertTrue(text.contains(old));
        Files.writeString(file, text.replace(old, with));
    }

    @Test
    void a_missing_folder() {
        Path missing = runs.resolve("nowhere");
        assertEquals(
                missing + ": no such folder. A run folder is runs/<recipe name>/<time>-<digest>.", refusal(missing));
    }

    @Test
    void the_folder_above_names_the_runs_inside() {
        assertEquals(
                runs + ": no summary.json in it, so this is not the folder of a finished run. There is one in: "
                        + run.folder(),
                refusal(runs));
    }

    @Test
    void a_run_that_was_stopped() throws IOException {
        Files.delete(run.folder().resolve("summary.json"));
        assertTrue(refusal(run.folder()).endsWith("resume it first: kd4j run --resume " + run.folder()));
    }

    @Test
    void a_result_that_is_missing() throws IOException {
        Files.delete(run.file("distilled", 8));
        assertEquals(
                run.file("distilled", 8) + ": is missing. If the run was stopped, resume it: kd4j run --resume DIR",
                refusal(run.folder()));
    }

    @Test
    void a_key_that_is_missing_or_null() throws IOException {
        replace(run.file("distilled", 8), "\"errors\":17", "\"error\":17");
        assertEquals(
                run.file("distilled", 8)
                        + ": key 'test.errors' is missing. Was the run stopped, or made by another version?",
                refusal(run.folder()));
        replace(run.file("distilled", 8), "\"error\":17", "\"errors\":null");
        assertTrue(refusal(run.folder()).contains("key 'test.errors' is missing"));
    }

    @Test
    void a_value_of_another_kind() throws IOException {
        replace(run.file("distilled", 8), "\"parameters\":1234", "\"parameters\":\"many\"");
        assertEquals(
                run.file("distilled", 8) + ": parameters: \"many\" is given where an integer is needed",
                refusal(run.folder()));
    }

    @Test
    void a_file_that_is_cut_off() throws IOException {
        Path file = run.file("student-alone", 7);
        String text = Files.readString(file);
        Files.writeString(file, "\n" + text.substring(0, 40));
        assertTrue(refusal(run.folder()).startsWith(file + ":2: not JSON: "), refusal(run.folder()));
    }

    @Test
    void an_empty_file() throws IOException {
        Files.writeString(run.file("student-alone", 7), "");
        assertTrue(refusal(run.folder()).startsWith(run.file("student-alone", 7) + ": "), refusal(run.folder()));
    }

    @Test
    void a_result_in_the_folder_of_another() throws IOException {
        Files.copy(run.file("distilled", 7), run.file("distilled", 8), StandardCopyOption.REPLACE_EXISTING);
        assertEquals(
                run.file("distilled", 8) + ": seed is '7', but the file lies in the folder of '8'",
                refusal(run.folder()));
    }

    @Test
    void an_accuracy_that_does_not_fit_its_errors() throws IOException {
        replace(run.file("distilled", 8), "\"accuracy\":0.915", "\"accuracy\":0.99");
        assertEquals(
                run.file("distilled", 8) + ": test: accuracy 0.99 does not fit 17 errors in 200 rows",
                refusal(run.folder()));
    }

    @Test
    void a_summary_that_differs_from_its_results() throws IOException {
        replace(
                run.folder().resolve("summary.json"),
                "\"recipeDigest\":\"ab\"",
                "\"arms\":{\"distilled\":{\"accuracy\":{\"mean\":0.99,\"sd\":null}}}");
        String message = refusal(run.folder());
        assertTrue(
                message.startsWith(
                        run.folder().resolve("summary.json")
                                + ": arms.distilled: mean accuracy is 0.99, but the result.json files of the seeds give 0.9225"),
                message);
    }

    @Test
    void the_same_folder_twice() {
        assertTrue(refusal(run.folder(), run.folder()).endsWith(": named twice"));
    }

    @Test
    void a_target_that_cannot_be_written() {
        Path target = run.folder().resolve("summary.json").resolve("table.csv");
        Comparison comparison = Comparison.of(List.of(run.folder()));
        String message = assertThrows(ReportException.class, () -> comparison.writeCsv(target))
                .getMessage();
        assertTrue(message.startsWith(target + ": cannot be written: "), message);
    }

    @Test
    void nothing_to_compare() {
        assertEquals("nothing to compare: name at least one run folder", refusal());
    }
}
