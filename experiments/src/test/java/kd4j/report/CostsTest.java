package kd4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fronts by hand. */
class CostsTest {
    @TempDir
    private Path runs;

    private static Chart.Point point(String name, double x, double y) {
        return new Chart.Point(name, 0, x, y);
    }

    private static List<String> front(Measure measure, Chart.Point... points) {
        return Costs.front(Arrays.asList(points), measure).stream()
                .map(Chart.Point::name)
                .toList();
    }

    @Test
    void a_point_is_on_the_front_where_no_cheaper_one_is_as_good() {
        Chart.Point[] points = {
            point("dear and best", 100, 95),
            point("beaten", 50, 80),
            point("cheap", 10, 85),
            point("as cheap and worse", 10, 84),
            point("as good and dearer", 20, 85),
            point("between", 60, 90)
        };
        assertEquals(List.of("cheap", "between", "dear and best"), front(Measure.ACCURACY, points));
        // Of errors less is better.
        assertEquals(List.of("as cheap and worse", "beaten"), front(Measure.RMSE, points));
        assertEquals(List.of(), front(Measure.RMSE));
    }

    private Fixture run(String name, String files) throws IOException {
        Fixture run = Fixture.of(runs.resolve(name), name, 7)
                .arm("student-alone", 20)
                .result("distilled", 7, 14, "\"digest\":\"d\",\"files\":[" + files + "]");
        Files.write(run.file("teacher", 7).resolveSibling("network.zip"), new byte[9000]);
        return run;
    }

    private static Chart chart(List<Chart> charts, String title) {
        return charts.stream().filter(c -> c.title().equals(title)).findFirst().orElseThrow();
    }

    /** The teacher has 10 errors in 200 rows and a file of 9,000 bytes; the student 14 errors in two files. */
    @Test
    void bytes_are_those_of_the_files() throws IOException {
        Fixture run = run(
                "one",
                "{\"format\":\"dl4j\",\"bytes\":7000,\"path\":\"a\"},{\"format\":\"onnx\",\"bytes\":5000,\"path\":\"b\"}");
        List<Chart> charts = Comparison.of(List.of(run.folder())).sizes();
        Cells table = chart(charts, "Accuracy against bytes").table();
        assertEquals(List.of("network", "bytes", "test accuracy %", "Pareto front"), table.header());
        assertEquals(
                List.of(
                        List.of("teacher, network.zip", "9,000", "95.00", "yes"),
                        List.of("distilled, dl4j", "7,000", "93.00", "no"),
                        List.of("distilled, onnx", "5,000", "93.00", "yes")),
                table.rows());
        assertTrue(charts.stream().noneMatch(c -> c.title().contains("latency")), "nobody measured it");
    }

    @Test
    void latency_is_drawn_where_it_was_recorded() throws IOException {
        String file = "{\"format\":\"onnx\",\"bytes\":5000,\"path\":\"file:///x/student.onnx\",\"sha256\":\"a1\"}";
        List<Path> both = List.of(
                measured(run("one", file), "a1", 250),
                measured(run("two", file), "a1", 1500),
                measured(run("three", file), "another file of that name", 100),
                run("four", file).folder());
        Cells table = chart(Comparison.of(both).sizes(), "Accuracy against latency in ms")
                .table();
        assertEquals(
                List.of(
                        List.of("one, distilled, onnx", "0.2500", "93.00", "yes"),
                        List.of("two, distilled, onnx", "1.500", "93.00", "no")),
                table.rows());
    }

    private static Path measured(Fixture run, String sha256, double p50Micros) throws IOException {
        Files.writeString(
                run.file("distilled", 7).resolveSibling("benchmark.json"),
                "{\"version\":1,\"files\":{\"student.onnx\":{\"sha256\":\"%s\",\"p50Micros\":%s}}}"
                        .formatted(sha256, p50Micros));
        return run.folder();
    }

    /** Of 1,000 answers in two epochs 750 were kept ones; waited 0.5 and 0.25 s, spared 1 and 2 s. */
    @Test
    void what_kept_answers_spared_is_drawn_and_told() throws IOException {
        Fixture run = run("one", "");
        String epoch =
                "{\"objective\":1,\"terms\":[],\"validation\":{\"accuracy\":0.5,\"calibrationError\":0.1},\"teacherSeconds\":%s,"
                        + "\"cache\":{\"rows\":500,\"kept\":%d,\"saved\":%s}}%n";
        Files.writeString(
                run.file("distilled", 7).resolveSibling("metrics.jsonl"),
                epoch.formatted("0.5", 250, "1.0") + epoch.formatted("0.25", 500, "2.0"));
        Chart chart = chart(Charts.of(RunFolder.read(run.folder())), "Time for the teacher's answers");
        assertTrue(
                chart.note()
                        .contains(
                                "Of 1,000 answers that the distilled student was given, 750 (75 %) were kept ones; steps waited 0.8 s for answers, and keeping them spared 3.0 s"),
                chart.note());
        assertEquals(List.of("epoch", "waited", "spared"), chart.table().header());
        assertEquals(List.of("2", "0.2500", "2.000"), chart.table().rows().get(1));
    }

    @Test
    void every_table_goes_with_its_picture_into_the_folder() throws IOException {
        Fixture run = run("one", "{\"format\":\"onnx\",\"bytes\":5000,\"path\":\"b\"}");
        run.result(
                "distilled",
                7,
                14,
                "\"digest\":\"d\",\"files\":[{\"format\":\"onnx\",\"bytes\":5000,\"path\":\"b\"}],\"lastTest\":"
                        + Fixture.score(2));
        Path folder = Page.of(List.of(run.folder())).writePictures(runs.resolve("page.html"));
        List<String> names;
        try (Stream<Path> files = Files.list(folder)) {
            names = files.map(f -> f.getFileName().toString()).sorted().toList();
        }
        for (String end : List.of(".png", ".csv", ".md")) {
            assertTrue(names.contains("01-accuracy-against-bytes" + end), names.toString());
        }
        assertTrue(names.contains("never-ranked.csv") && names.contains("never-ranked.md"), names.toString());
        assertFalse(
                Files.readString(folder.resolve("01-accuracy-against-bytes.md")).isBlank());
    }
}
