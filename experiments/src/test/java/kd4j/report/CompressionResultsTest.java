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

class CompressionResultsTest {
    private static final CompressionTable TABLE = new CompressionTable(
            "Compression",
            "A note.",
            List.of(
                    new CompressionTable.Row("fp32", "compress=whole", "student.onnx"),
                    new CompressionTable.Row("ptq-int8", "compress=whole", "student-int8.onnx"),
                    new CompressionTable.Row("pruned-50", "compress=filters", "student.onnx")),
            List.of("a machine"));

    private static final String FILE = "{\"path\":\"runs/x/%s\",\"sha256\":\"%s\",\"macs\":%d}";
    private static final String MEASURED = "\"%s\":{\"sha256\":\"%s\",\"accuracy\":%s,\"bytes\":%d,\"p50Micros\":%s}";

    @TempDir
    private Path runs;

    private Path whole() throws IOException {
        Path run = folder("whole", "compress=whole");
        double[] floats = {0.70, 0.72, 0.74};
        double[] eight = {0.69, 0.715, 0.7275};
        double[] micros = {100, 110, 120};
        for (int seed = 1; seed <= 3; seed++) {
            seed(
                    run,
                    seed,
                    FILE.formatted("student.onnx", "a", 1000) + "," + FILE.formatted("student-int8.onnx", "b", 1000),
                    MEASURED.formatted("student.onnx", "a", floats[seed - 1], 4000, micros[seed - 1]) + ","
                            + MEASURED.formatted(
                                    "student-int8.onnx", "b", eight[seed - 1], 1040, micros[seed - 1] / 2));
        }
        return run;
    }

    private Path filters(String sha256) throws IOException {
        Path run = folder("filters", "compress=filters");
        double[] accuracies = {0.70, 0.70, 0.73};
        for (int seed = 1; seed <= 3; seed++) {
            seed(
                    run,
                    seed,
                    FILE.formatted("student.onnx", "c", 300),
                    MEASURED.formatted("student.onnx", sha256, accuracies[seed - 1], 1200, 40));
        }
        return run;
    }

    private Path folder(String name, String combination) throws IOException {
        Path run = Files.createDirectories(runs.resolve(name));
        Files.writeString(run.resolve("provenance.json"), "{\"combination\":\"%s\"}".formatted(combination));
        Files.writeString(run.resolve("summary.json"), "{\"seeds\":[1,2,3],\"data\":{\"name\":\"cifar10\"}}");
        return run;
    }

    private static void seed(Path run, int seed, String files, String measured) throws IOException {
        Path folder = Files.createDirectories(run.resolve("seed-" + seed).resolve("distilled"));
        Files.writeString(folder.resolve("result.json"), "{\"files\":[%s]}".formatted(files));
        Files.writeString(folder.resolve("benchmark.json"), "{\"version\":1,\"files\":{%s}}".formatted(measured));
    }

    private CompressionResults results() throws IOException {
        return CompressionResults.of(TABLE, List.of(filters("c"), whole()));
    }

    @Test
    void means_and_intervals_are_those_of_the_seeds() throws IOException {
        // Student by Python's statistics: half intervals 4.302653 * sd / sqrt(3) of sd 0.02, 0.019094 and 0.017321.
        assertEquals(
                """
                data,variant,accuracy,ci_lo,ci_hi,bytes,macs,p50_us
                cifar10,fp32,0.7200,0.6703,0.7697,4000,1000,110.0
                cifar10,ptq-int8,0.7108,0.6634,0.7583,1040,1000,55.0
                cifar10,pruned-50,0.7100,0.6670,0.7530,1200,300,40.0
                """,
                results().csv());
        assertTrue(
                results().seeds().contains("\ncifar10,ptq-int8,2,0.715,1040,1000,55.0\n"),
                results().seeds());
    }

    @Test
    void gains_are_told_against_the_first_line() throws IOException {
        String text = results().markdown();
        // Differences of ptq-int8 -1, -0.5 and -1.25 points: mean -0.9167, sd 0.381881, half interval 0.948644; p =
        // 0.0533.
        assertTrue(
                text.contains(
                        "| ptq-int8 | 71.08 | 66.34 to 75.83 | -0.92 (-1.87 to 0.03) not distinguishable | 1,040 | 26.0 % | 1,000 | 100.0 % | 55.0 | 50.0 % (50.0, 50.0, 50.0) |"),
                text);
        assertTrue(text.contains("| 1,200 | 30.0 % | 300 | 30.0 % | 40.0 | 36.4 % (40.0, 36.4, 33.3) |"), text);
        assertTrue(text.endsWith("\n\n* a machine\n"), text);
    }

    @Test
    void the_page_follows_from_committed_numbers_and_notices_others() throws IOException {
        CompressionResults results = results();
        CsvTable seeds = CsvTable.parse(Path.of("t-seeds.csv"), results.seeds());
        assertEquals(
                results.markdown(),
                CompressionResults.markdown(CsvTable.parse(Path.of("t.csv"), results.csv()), seeds, TABLE));
        CsvTable changed = CsvTable.parse(Path.of("t.csv"), results.csv().replace(",55.0", ",45.0"));
        String message = assertThrows(ReportException.class, () -> CompressionResults.markdown(changed, seeds, TABLE))
                .getMessage();
        assertEquals("t.csv: its rows are not the means of t-seeds.csv. Write both anew with kd4j results", message);
    }

    @Test
    void files_without_figures_of_their_own_are_refused() throws IOException {
        Path whole = whole();
        String other = assertThrows(
                        ReportException.class, () -> CompressionResults.of(TABLE, List.of(whole, filters("d"))))
                .getMessage();
        assertTrue(
                other.contains("has no figures of student.onnx as it was exported. Measure it: kd4j bench file"),
                other);
        String missing = assertThrows(ReportException.class, () -> CompressionResults.of(TABLE, List.of(whole)))
                .getMessage();
        assertTrue(
                missing.contains(
                        "row 'pruned-50': no folder is of the combination 'compress=filters'; given are [compress=whole]"),
                missing);
        String twice = assertThrows(ReportException.class, () -> CompressionResults.of(TABLE, List.of(whole, whole)))
                .getMessage();
        assertTrue(twice.contains("combination 'compress=whole' is in"), twice);
    }
}
