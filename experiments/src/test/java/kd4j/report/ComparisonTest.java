package kd4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Expected numbers by hand. Student's t for 2 degrees of freedom: 97.5 % quantile 4.302653, and two-sided p = 1 - t / sqrt(2 +
 * t^2).
 */
class ComparisonTest {
    private static final String FILES =
            """
            "digest":"d","files":[{"path":"student.onnx","format":"onnx","bytes":5123},
             {"path":"student.zip","format":"dl4j","bytes":7456}]""";

    @TempDir
    private Path runs;

    /** Alone 0.90, 0.89, 0.88; distilled 0.93, 0.915, 0.915; teacher 0.95. */
    private Fixture better() throws IOException {
        return Fixture.of(runs.resolve("better"), "digits", 7, 8, 9)
                .arm("student-alone", 20, 22, 24)
                .arm("distilled", 14, 17, 17)
                .result("distilled", 7, 14, FILES);
    }

    private Comparison compare(Fixture... fixtures) {
        return Comparison.of(List.of(fixtures).stream().map(Fixture::folder).toList());
    }

    @Test
    void the_table_has_a_row_an_arm_with_hand_computed_numbers() throws IOException {
        // sd of distilled = sqrt((0.01^2 + 2 * 0.005^2) / 2) = 0.00866; half interval = 4.302653 * sd / sqrt(3) =
        // 0.02151.
        // Gap closed: (0.92 - 0.89) / (0.95 - 0.89) = 50 %.
        assertEquals(
                """
                run     arm            seeds  accuracy %    sd   95 % interval  errors   sd  parameters   MACs                   bytes  gap closed
                digits  teacher            1       95.00     -               -    10.0    -       1,234  5,678                       -           -
                        student-alone      3       89.00  1.00  86.52 to 91.48    22.0  2.0       1,234  5,678                       -           -
                        distilled          3       92.00  0.87  89.85 to 94.15    16.0  1.7       1,234  5,678  onnx 5,123, dl4j 7,456        50 %
                """,
                compare(better())
                        .text()
                        .lines()
                        .limit(4)
                        .map(line -> line + "\n")
                        .collect(Collectors.joining()));
    }

    @Test
    void a_clear_difference_is_called_better_with_its_evidence() throws IOException {
        // Differences 0.03, 0.025, 0.035: mean 0.03, sd 0.005, t = 10.3923, p = 1 - 10.3923 / sqrt(110) = 0.00913.
        assertEquals(
                List.of(
                        "digits: distilled is better than student alone: +3.00 points of accuracy (95 % interval +1.76 to"
                                + " +4.24; paired t test over n = 3 seeds, p = 0.009)"),
                compare(better()).verdicts());
    }

    @Test
    void a_clear_loss_is_called_worse() throws IOException {
        Fixture worse = Fixture.of(runs.resolve("worse"), "digits", 7, 8, 9)
                .arm("student-alone", 14, 17, 17)
                .arm("distilled", 20, 22, 24);
        assertTrue(compare(worse)
                .verdicts()
                .get(0)
                .startsWith("digits: distilled is worse than student alone: -3.00 points"));
    }

    @Test
    void noise_is_called_not_distinguishable() throws IOException {
        // Differences 0.005, -0.005, 0.015: mean 0.005, sd 0.01, t = 0.866025, p = 1 - 0.866025 / sqrt(2.75) = 0.47777.
        // An effect of half a standard deviation takes 34 pairs (G*Power's and SciPy's figure).
        Fixture noise = Fixture.of(runs.resolve("noise"), "digits", 7, 8, 9)
                .arm("student-alone", 20, 22, 24)
                .arm("distilled", 19, 23, 21);
        assertEquals(
                List.of(
                        "digits: distilled and student alone are not distinguishable: +0.50 points of accuracy (95 % interval"
                                + " -1.98 to +2.98; paired t test over n = 3 seeds, p = 0.478). A true difference of this size"
                                + " and spread takes about 34 seeds to tell"),
                compare(noise).verdicts());
    }

    @Test
    void several_comparisons_at_once_are_judged_together() throws IOException {
        // 6 * 0.00913 = 0.0548: each alone would be called better.
        Fixture[] six = new Fixture[6];
        for (int i = 0; i < 6; i++) {
            six[i] = Fixture.of(runs.resolve("run-" + i), "run-" + i, 7, 8, 9)
                    .arm("student-alone", 20, 22, 24)
                    .arm("distilled", 14, 17, 17);
        }
        for (String verdict : compare(six).verdicts()) {
            assertTrue(verdict.contains("are not distinguishable: +3.00"), verdict);
            assertTrue(verdict.contains("p = 0.009; p = 0.055 after Holm for 6 comparisons)"), verdict);
        }
    }

    @Test
    void one_seed_is_no_test() throws IOException {
        Fixture one = Fixture.of(runs.resolve("one"), "digits", 7)
                .arm("student-alone", 20)
                .arm("distilled", 14);
        assertEquals(
                List.of(
                        "digits: distilled is higher than student alone by 3.00 points of accuracy - one seed: no test is possible"),
                compare(one).verdicts());
        assertTrue(compare(one).text().contains("93.00"));
        assertFalse(compare(one).text().contains("NaN"));
    }

    /** The distilled one has six rows right that the other has not: 2 of the 64 ways that six coins fall. */
    @Test
    void a_single_seed_is_tested_on_its_rows() throws IOException {
        Fixture one = Fixture.of(runs.resolve("one"), "digits", 7)
                .arm("student-alone", 20)
                .arm("distilled", 14)
                .answers("student-alone", 7, 0, 20)
                .answers("distilled", 7, 0, 14);
        assertEquals(
                List.of(
                        "digits: distilled is better than student alone: +3.00 points of accuracy (exact McNemar test over n ="
                                + " 200 test rows, 6 of which only distilled has right and 0 only student alone, p = 0.031) - one"
                                + " seed: of these two networks, not of others trained alike"),
                compare(one).verdicts());
        assertEquals(List.of(), compare(one).remarks());
        assertTrue(
                compare(one).csv().contains(",exact McNemar,0.03125,,0.03125,"),
                compare(one).csv());
    }

    /** Seed 7 as above, times two; seed 8 has four rows against four, times one. */
    @Test
    void rows_are_tested_for_each_of_several_seeds() throws IOException {
        Fixture two = Fixture.of(runs.resolve("two"), "digits", 7, 8)
                .arm("student-alone", 20, 20)
                .arm("distilled", 14, 20)
                .answers("student-alone", 7, 0, 20)
                .answers("distilled", 7, 0, 14)
                .answers("student-alone", 8, 0, 20)
                .answers("distilled", 8, 4, 20);
        assertEquals(
                List.of(
                        "digits: seed by seed on the same 200 test rows (McNemar's test, Holm for 2), distilled is: seed 7 not"
                                + " distinguishable (6 rows only distilled has right, 0 only student alone; exact McNemar, p ="
                                + " 0.063); seed 8 not distinguishable (4 rows only distilled has right, 4 only student alone;"
                                + " exact McNemar, p = 1.000)"),
                compare(two).remarks());
    }

    @Test
    void a_run_without_kept_answers_is_told_and_compared() throws IOException {
        assertEquals(
                List.of(
                        "digits: no predictions.csv.gz in seed-7/student-alone, seed-8/student-alone, seed-9/student-alone,"
                                + " seed-7/distilled, seed-8/distilled, seed-9/distilled (a run of an earlier version), so no"
                                + " test on their rows"),
                compare(better()).remarks());
    }

    @Test
    void answers_that_do_not_fit_the_result_are_refused() throws IOException {
        Fixture one = Fixture.of(runs.resolve("one"), "digits", 7)
                .arm("student-alone", 20)
                .arm("distilled", 14)
                .answers("student-alone", 7, 0, 20)
                .answers("distilled", 7, 0, 13);
        assertEquals(
                one.file("distilled", 7).resolveSibling("predictions.csv.gz")
                        + ": 13 errors in 200 rows, but result.json beside it says 14 in 200",
                assertThrows(ReportException.class, () -> compare(one)).getMessage());
    }

    @Test
    void differences_without_spread_are_left_to_the_signed_ranks() throws IOException {
        // Two equal signs: 2 of the 4 equally likely patterns.
        Fixture constant = Fixture.of(runs.resolve("constant"), "digits", 7, 8)
                .arm("student-alone", 20, 22)
                .arm("distilled", 18, 20);
        Fixture equal = Fixture.of(runs.resolve("equal"), "same", 7, 8)
                .arm("student-alone", 20, 22)
                .arm("distilled", 20, 22);
        assertEquals(
                List.of(
                        "digits: distilled and student alone are not distinguishable: +1.00 points of accuracy (Wilcoxon"
                                + " signed-rank test over n = 2 seeds, p = 0.500; p = 1.000 after Holm for 2 comparisons)",
                        "same: distilled and student alone are not distinguishable: +0.00 points of accuracy (Wilcoxon"
                                + " signed-rank test over n = 2 seeds, p = 1.000; p = 1.000 after Holm for 2 comparisons)"),
                compare(constant, equal).verdicts());
    }

    @Test
    void no_gap_is_closed_where_the_teacher_is_no_better() throws IOException {
        Fixture weak = Fixture.of(runs.resolve("weak"), "digits", 7)
                .arm("student-alone", 10)
                .arm("distilled", 8);
        assertFalse(compare(weak).text().contains(" %\n"));
    }

    @Test
    void a_teacher_of_each_seed_counts_for_each() throws IOException {
        Fixture own = better().arm("teacher", 8, 10, 12);
        assertTrue(compare(own).text().contains("teacher            3       95.00  1.00  92.52 to 97.48"));
    }

    @Test
    void the_shifted_student_has_its_own_row() throws IOException {
        Fixture shifted = Fixture.of(runs.resolve("shifted"), "digits", 7)
                .arm("student-alone", 30)
                .result(
                        "distilled",
                        7,
                        25,
                        "\"digest\":\"d\",\"shifted\":{\"shift\":3.1,\"chosenOn\":\"validation\",\"test\":%s}"
                                .formatted(Fixture.score(15)));
        // (0.925 - 0.85) / (0.95 - 0.85) = 75 %.
        assertTrue(
                compare(shifted)
                        .text()
                        .contains(
                                "distilled-shifted      1       92.50   -              -    15.0   -       1,234  5,678      -        75 %"));
    }

    @Test
    void csv_has_full_precision_and_the_tests() throws IOException {
        Comparison comparison = compare(better());
        comparison.writeCsv(runs.resolve("out/table.csv"));
        String text = Files.readString(runs.resolve("out/table.csv"));
        assertEquals(comparison.csv(), text);
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        List<CSVRecord> rows = CSVParser.parse(text, format).getRecords();
        assertEquals(3, rows.size());
        CSVRecord distilled = rows.get(2);
        assertEquals("distilled", distilled.get("arm"));
        assertEquals(0.92, Double.parseDouble(distilled.get("accuracy_mean")), 1e-12);
        assertEquals(0.00866025403784, Double.parseDouble(distilled.get("accuracy_sd")), 1e-12);
        assertEquals(0.0215132636, 0.92 - Double.parseDouble(distilled.get("accuracy_ci95_low")), 1e-8);
        assertEquals(16.0, Double.parseDouble(distilled.get("errors_mean")), 1e-12);
        assertEquals(0.5, Double.parseDouble(distilled.get("gap_closed")), 1e-12);
        assertEquals(1 - Math.sqrt(108.0 / 110), Double.parseDouble(distilled.get("p")), 1e-12);
        // All three signs agree: 2 of the 8 equally likely sign patterns.
        assertEquals(0.25, Double.parseDouble(distilled.get("p_wilcoxon")), 1e-12);
        assertEquals(distilled.get("p"), distilled.get("p_holm"), "a single comparison needs no adjusting");
        // An effect of six standard deviations is seen with chance 0.494 by two pairs, 0.995 by three (SciPy's
        // noncentral t).
        assertEquals("3", distilled.get("seeds_needed"));
        // With three seeds, drawing one of them three times has 1 chance in 27, more than 2.5 %.
        assertEquals(0.915, Double.parseDouble(distilled.get("accuracy_bootstrap95_low")), 1e-12);
        assertEquals(0.93, Double.parseDouble(distilled.get("accuracy_bootstrap95_high")), 1e-12);
        assertEquals("5123", distilled.get("onnx_bytes"));
        assertEquals("7456", distilled.get("dl4j_bytes"));
        assertEquals("", rows.get(0).get("accuracy_sd"));
        assertEquals("", rows.get(1).get("p"));
    }

    @Test
    void markdown_is_a_table_and_the_verdicts() throws IOException {
        Comparison comparison = compare(better());
        comparison.writeMarkdown(runs.resolve("table.md"));
        List<String> lines = Files.readAllLines(runs.resolve("table.md"));
        assertEquals(
                "| run | arm | seeds | accuracy % | sd | 95 % interval | errors | sd | parameters | MACs | bytes | gap closed |",
                lines.get(0));
        assertEquals("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|", lines.get(1));
        assertEquals(
                "| digits | student-alone | 3 | 89.00 | 1.00 | 86.52 to 91.48 | 22.0 | 2.0 | 1,234 | 5,678 | - | - |",
                lines.get(3));
        assertEquals("* " + comparison.verdicts().get(0), lines.get(6));
        CsvTable numbers = CsvTable.parse(runs.resolve("table.csv"), comparison.csv());
        ComparisonNotes words = new ComparisonNotes("kd4j compare", comparison.remarks());
        assertEquals(comparison.markdown(), CommittedComparison.markdown(numbers, words));
    }

    @Test
    void runs_of_the_same_name_are_told_apart_by_folder() throws IOException {
        Fixture again = Fixture.of(runs.resolve("again"), "digits", 7)
                .arm("student-alone", 20)
                .arm("distilled", 14);
        List<String> verdicts = compare(better(), again).verdicts();
        assertTrue(verdicts.get(0).startsWith("digits better: "), verdicts.get(0));
        assertTrue(verdicts.get(1).startsWith("digits again: "), verdicts.get(1));
    }
}
