package kd4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups by hand, with the formulas of {@link ComparisonTest}. */
class RankingTest {
    @TempDir
    private Path runs;

    private Fixture run(String name, int... distilled) throws IOException {
        return Fixture.of(runs.resolve(name), name, 7, 8, 9)
                .arm("student-alone", 30, 31, 32)
                .arm("distilled", distilled);
    }

    /**
     * Differences: first to second 0.03, 0.025, 0.035, p = 0.00913; first to third 0.04, 0.035, 0.045, t = 13.856, p = 1 - 13.856 /
     * sqrt(194) = 0.00517; second to third 0.01 each time, 2 of 8 sign patterns, p = 0.25. After Holm 0.0183, 0.0155, 0.25.
     */
    @Test
    void runs_share_a_letter_where_they_are_not_distinguishable() throws IOException {
        Comparison comparison = Comparison.of(List.of(
                run("third", 22, 24, 26).folder(),
                run("first", 14, 17, 17).folder(),
                run("second", 20, 22, 24).folder()));
        assertTrue(
                comparison
                        .text()
                        .endsWith(
                                """
                                Distilled students by mean test accuracy, each of the epoch that validation chose. Runs that share a letter are not distinguishable (5 %, paired t and Wilcoxon signed-rank, Holm for 3 pairs).

                                run     group  seeds  accuracy %    sd
                                first   a          3       92.00  0.87
                                second  b          3       89.00  1.00
                                third   b          3       88.00  1.00
                                """),
                comparison.text());
        assertTrue(comparison.markdown().endsWith("| third | b | 3 | 88.00 | 1.00 |\n"), comparison.markdown());
        List<String> lines = comparison.csv().lines().toList();
        assertEquals(
                1,
                lines.stream()
                        .filter(l -> l.startsWith("first,distilled,") && l.endsWith(",a,"))
                        .count());
        assertEquals(
                1,
                lines.stream()
                        .filter(l -> l.startsWith("third,distilled,") && l.endsWith(",b,"))
                        .count());
        assertEquals(
                1,
                lines.stream()
                        .filter(l -> l.startsWith("third,student-alone,") && l.endsWith(",,"))
                        .count());
    }

    /** 30 rows to none, chi^2 = 29^2 / 30; 2 rows to none, p = 1/2; 28 rows to none, chi^2 = 27^2 / 28. */
    @Test
    void with_a_single_seed_rows_decide() throws IOException {
        Comparison comparison = Comparison.of(List.of(
                one("ten", 10).folder(),
                one("forty", 40).folder(),
                one("twelve", 12).folder()));
        assertTrue(
                comparison
                        .text()
                        .endsWith(
                                """
                                run     group  seeds  accuracy %  sd
                                ten     a          1       95.00   -
                                twelve  a          1       94.00   -
                                forty   b          1       80.00   -
                                """),
                comparison.text());
        assertTrue(comparison.text().contains("(5 %, exact McNemar and McNemar chi-square, Holm for 3 pairs)."));
    }

    private Fixture one(String name, int errors) throws IOException {
        return Fixture.of(runs.resolve(name), name, 7)
                .arm("student-alone", 50)
                .arm("distilled", errors)
                .answers("student-alone", 7, 0, 50)
                .answers("distilled", 7, 0, errors);
    }

    @Test
    void without_answers_or_seeds_in_common_nothing_is_told_apart() throws IOException {
        Fixture bare = Fixture.of(runs.resolve("bare"), "bare", 7)
                .arm("student-alone", 50)
                .arm("distilled", 1);
        Comparison comparison = Comparison.of(List.of(one("forty", 40).folder(), bare.folder()));
        assertTrue(
                comparison
                        .text()
                        .contains(
                                "not distinguishable. 1 of 1 pairs could not be tested, for want of seeds or answers in common, and count as not distinguishable."),
                comparison.text());
        assertTrue(comparison.text().contains("bare   a          1       99.50"), comparison.text());
    }
}
