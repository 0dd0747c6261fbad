package kd4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kd4j.component.KeyException;
import kd4j.recipe.Binder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaperResultsTest {
    private static final PaperTable TABLE = new PaperTable(
            "Ours and theirs",
            "a paper",
            "A note.",
            List.of(
                    new PaperTable.Row("alone", "digits", "student-alone", 21),
                    new PaperTable.Row("with-help", "digits", "distilled", 15)));

    @TempDir
    private Path runs;

    private Path run(String folder, String name, int seed, int alone, int distilled) throws IOException {
        return Fixture.of(runs.resolve(folder), name, seed)
                .arm("student-alone", alone)
                .arm("distilled", distilled)
                .folder();
    }

    @Test
    void seeds_of_several_runs_make_one_table() throws IOException {
        List<Path> folders =
                List.of(run("b", "digits", 8, 22, 17), run("a", "digits", 7, 20, 14), run("c", "other", 7, 1, 1));
        PaperResults results = PaperResults.of(TABLE, folders);
        assertEquals(
                """
                arm,seed,errors,paper,rows
                alone,7,20,21,200
                alone,8,22,21,200
                with-help,7,14,15,200
                with-help,8,17,15,200
                """,
                results.csv());
        // Mean 21, sd sqrt(2); Student's quantile for one degree of freedom is 12.706205, so the half interval is 12.7.
        assertTrue(
                results.markdown()
                        .contains("| alone | 21 | 21.0 | 8.3 to 33.7 | seed 7: 20 of 200, seed 8: 22 of 200 |"),
                results.markdown());
    }

    @Test
    void the_table_for_readers_follows_from_that_for_programs() throws IOException {
        List<Path> folders = List.of(run("b", "digits", 8, 22, 17), run("a", "digits", 7, 20, 14));
        PaperResults results = PaperResults.of(TABLE, folders);
        PaperResults again = PaperResults.of(TABLE, CsvTable.parse(Path.of("t.csv"), results.csv()));
        assertEquals(results.markdown(), again.markdown());
        assertEquals(results.csv(), again.csv());
        CsvTable other = CsvTable.parse(Path.of("t.csv"), results.csv().replace(",15,", ",16,"));
        assertTrue(assertThrows(ReportException.class, () -> PaperResults.of(TABLE, other))
                .getMessage()
                .contains("t.csv: row 'with-help' has 16 errors of the paper, its .yaml has 15"));
    }

    @Test
    void one_seed_has_no_interval() throws IOException {
        String text =
                PaperResults.of(TABLE, List.of(run("a", "digits", 7, 20, 14))).markdown();
        assertTrue(text.contains("| with-help | 15 | 14.0 | one seed | seed 7: 14 of 200 |"), text);
    }

    @Test
    void a_row_without_a_run_and_a_seed_that_stands_twice_are_refused() throws IOException {
        Path other = run("a", "other", 7, 20, 14);
        ReportException missing = assertThrows(ReportException.class, () -> PaperResults.of(TABLE, List.of(other)));
        assertTrue(missing.getMessage().contains("row 'alone'")
                && missing.getMessage().contains("[other]"));
        List<Path> twice = List.of(run("b", "digits", 7, 20, 14), run("c", "digits", 7, 20, 14));
        ReportException both = assertThrows(ReportException.class, () -> PaperResults.of(TABLE, twice));
        assertTrue(both.getMessage().contains("seed 7 of recipe 'digits' is in another folder too"), both.getMessage());
    }

    @Test
    void an_arm_that_does_not_exist_is_refused() {
        KeyException e = assertThrows(KeyException.class, () -> new PaperTable.Row("x", "digits", "pupil", 1));
        assertTrue(e.getMessage().contains("student-alone"), e.getMessage());
    }

    @Test
    void the_committed_tables_can_be_read() throws IOException {
        Path file = Path.of(System.getProperty("kd4j.root"), "experiments", "results", "hinton-mnist.yaml");
        assertEquals(
                5,
                Binder.bind(PaperTable.class, file.toString(), Files.readString(file))
                        .rows()
                        .size());
    }
}
