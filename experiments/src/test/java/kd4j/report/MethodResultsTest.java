package kd4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MethodResultsTest {
    private static final MethodTable TABLE = new MethodTable("Methods", "large to small", "A note.");

    @TempDir
    private Path runs;

    private Path run(String combination, int[] alone, int... distilled) throws IOException {
        Path folder = Fixture.of(runs.resolve(combination), "methods", 1, 2, 3)
                .arm("student-alone", alone)
                .arm("distilled", distilled)
                .folder();
        Files.writeString(folder.resolve("provenance.json"), "{\"combination\":\"%s\"}".formatted(combination));
        return folder;
    }

    @Test
    void methods_stand_beside_the_control_and_the_first_of_them() throws IOException {
        int[] alone = {40, 42, 44};
        MethodResults results = MethodResults.of(
                TABLE, List.of(run("method=kd", alone, 30, 32, 35), run("method=other", alone, 41, 39, 46)));
        assertTrue(results.csv().startsWith("data,pair,method,seed,accuracy\ndigits,large to small,teacher,1,0.95\n"));
        assertTrue(results.csv().contains("\ndigits,large to small,student-alone,2,0.79\n"), results.csv());
        assertTrue(results.csv().endsWith("\ndigits,large to small,other,3,0.77\n"), results.csv());
        MethodResults again = MethodResults.of(TABLE, CsvTable.parse(Path.of("t.csv"), results.csv()));
        assertEquals(results.markdown(), again.markdown());
        assertEquals(results.csv(), again.csv());
        // Differences of kd 5, 5 and 4.5 points: mean 4.8333, sd 0.288675, t = 29 with 2 degrees of freedom, p =
        // 0.0011868
        // (4.3026527 * 0.288675 / sqrt(3) = 0.71711). Of the other -0.5, 1.5, -1: mean 0, p = 1. After Holm 0.0024 and
        // 1.
        String text = results.markdown();
        assertTrue(text.contains("| +4.83 (4.12 to 5.55) better |"), text);
        assertTrue(text.contains("| +0.00 (-3.29 to 3.29) not distinguishable |"), text);
        // The other below kd by 5.5, 3.5 and 5.5 points: mean -4.8333, sd 1.154701, half interval 2.86844, p = 0.0185
        assertTrue(text.contains("| -4.83 (-7.70 to -1.96) worse |"), text);
        List<String> order = text.lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| method"))
                .map(line -> line.split(" ")[1])
                .toList();
        assertEquals(List.of("teacher", "kd", "student-alone", "other"), order);
    }

    @Test
    void runs_that_do_not_belong_together_are_refused() throws IOException {
        int[] alone = {40, 42, 44};
        Path kd = run("method=kd", alone, 1, 2, 3);
        Path pair = run("method=dkd", new int[] {40, 42, 45}, 1, 2, 3);
        Path sweep = run("temperature=4", alone, 1, 2, 3);
        assertTrue(refused(kd, pair).contains("not runs of one pair"));
        assertTrue(refused(kd, kd).contains("method 'kd' is in another folder too"));
        assertTrue(refused(kd, sweep).contains("allowed: one of a matrix over method alone"));
    }

    private static String refused(Path... folders) {
        return assertThrows(ReportException.class, () -> MethodResults.of(TABLE, List.of(folders)))
                .getMessage();
    }
}
