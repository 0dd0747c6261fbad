package kd4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MethodsRunTest {
    private static final String PAIR =
            """
            seeds: [1]
            data: {type: digits, validation: 0.1}
            teacher: {type: train, architecture: {type: plain-cnn, widths: [8]}, training: {epochs: 1}}
            student: {architecture: {type: plain-cnn, widths: [4]}}
            training: {epochs: 3, batch: 32}
            """;
    private static final String ON_LABELS = "objective: [{loss: cross-entropy}]";

    @TempDir
    private Path folder;

    private final List<String> progress = new ArrayList<>();
    private Path sweep;

    @BeforeEach
    void writeSweep() throws IOException {
        sweep = write(
                "sweep.yaml",
                """
                name: sweep
                matrix:
                  method:
                    - {type: plain, objective: [{weight: 0.1, loss: cross-entropy}, {weight: 0.9, loss: soft-targets}]}
                    - {type: fitnet, share: 0.4, hint: {at: relu1, adapter: conv-1x1, loss: hint}, objective: [{loss: cross-entropy}]}
                    - {type: mutual, objective: [{loss: cross-entropy}]}
                """
                        + PAIR);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Function<MethodCase, MethodTime> answering(List<String> asked, MethodTime... answers) {
        return one -> {
            asked.add(one.method());
            MethodTime answer = answers[asked.size() - 1];
            if (answer == null) {
                throw new BenchException("it broke");
            }
            return answer;
        };
    }

    private static MethodTime time(double stepMs, double teacherMs) {
        return new MethodTime(100, stepMs, teacherMs, 0, 2048);
    }

    private static Map<String, CSVRecord> read(Path csv) throws IOException {
        try (Reader reader = Files.newBufferedReader(csv)) {
            return CSVFormat.DEFAULT.builder().setHeader().get().parse(reader).stream()
                    .collect(Collectors.toMap(r -> r.get("method"), r -> r));
        }
    }

    private static double number(CSVRecord row, String column) {
        return Double.parseDouble(row.get(column));
    }

    /**
     * Two rounds, the second one backwards. plain 4 and 2 ms, 1 of them the teacher's; fitnet 6 and 4; mutual 10 and, in round 2,
     * nothing. Ratios of fitnet 6/4 = 1.5 and 4/2 = 2, median 1.75; without the teacher 5/3 and 3/1, median 7/3; of mutual 2.5 and 10/3.
     */
    @Test
    void ratios_by_hand_round_by_round() throws IOException {
        List<MethodCase> cases = MethodCase.read(List.of(sweep), List.of());
        List<String> asked = new ArrayList<>();
        Path csv = folder.resolve("methods.csv");
        String table = new MethodsRun(
                        cases,
                        cases.get(0),
                        2,
                        1,
                        answering(asked, time(4, 1), time(6, 1), time(10, 0), null, time(4, 1), time(2, 1)))
                .run(csv, progress::add);
        assertEquals(List.of("plain", "fitnet", "mutual", "mutual", "fitnet", "plain"), asked);
        assertTrue(
                table.contains(
                        "| sweep,method=fitnet | fitnet | 5.00 [4.00-6.00] | 1.00 [1.00-1.00] | 1.75 [1.50-2.00] | 2.33 [1.67-3.00] | 2.00 [2.00-2.00] |"),
                table);
        Map<String, CSVRecord> rows = read(csv);
        assertEquals(1.0, number(rows.get("plain"), "ratio"));
        assertEquals(1.5, number(rows.get("fitnet"), "ratio_low"));
        assertEquals(2.0, number(rows.get("fitnet"), "ratio_high"));
        assertEquals("1", rows.get("mutual").get("rounds"));
        assertEquals(2.5, number(rows.get("mutual"), "ratio"));
        assertEquals(10 / 3.0, number(rows.get("mutual"), "ratio_without_teacher"), 1e-4);
        String markdown = Files.readString(folder.resolve("methods.md"));
        assertTrue(markdown.contains(table), markdown);
        assertTrue(markdown.contains("* sweep,method=mutual, round 2: it broke"), markdown);
    }

    @Test
    void a_base_that_fails_is_told() {
        List<MethodCase> cases = MethodCase.read(List.of(sweep), List.of());
        MethodsRun run =
                new MethodsRun(cases, cases.get(0), 1, 1, answering(new ArrayList<>(), null, time(1, 0), time(1, 0)));
        String message = assertThrows(BenchException.class, () -> run.run(folder.resolve("m.csv"), progress::add))
                .getMessage();
        assertTrue(message.contains("'sweep,method=plain'") && message.contains("it broke"), message);
    }

    /** Three epochs for five steps: two steps each. The first of FitNet's stages ends within the course. */
    @Test
    void every_recipe_is_measured_over_its_whole_course() {
        for (MethodCase one : MethodCase.read(List.of(sweep), List.of())) {
            MethodTime time = MethodProcess.of(one.cell().recipe(), one.file(), folder, 1, Duration.ZERO, 5)
                    .measure();
            assertEquals(6, time.steps(), one.name());
            assertTrue(time.stepMs() > time.teacherMs() + time.waitMs(), time.toString());
        }
    }

    /** The same in processes of their own: the table has every recipe, and its ratio is the quotient of its times. */
    @Test
    void processes_are_measured_and_the_table_reads_back() throws IOException {
        List<MethodCase> cases = MethodCase.read(List.of(sweep), List.of("training.batch=16"));
        Path csv = folder.resolve("methods.csv");
        new MethodsRun(cases, cases.get(0), 1, 1, MethodsRun.inProcesses(1, 0, 3)).run(csv, progress::add);
        Map<String, CSVRecord> rows = read(csv);
        assertEquals(3, rows.size(), progress.toString());
        double base = number(rows.get("plain"), "step_ms");
        for (CSVRecord row : rows.values()) {
            assertEquals("1", row.get("rounds"), progress.toString());
            // Times are written with four digits behind the point.
            assertEquals(number(row, "step_ms") / base, number(row, "ratio"), 1e-3);
        }
    }

    @Test
    void recipes_that_cannot_be_compared_are_refused() throws IOException {
        Path other = write(
                "other.yaml",
                "name: other\nmethod: {type: plain, " + ON_LABELS + "}\n" + PAIR.replace("batch: 32", "batch: 64"));
        assertRefused("differ in training.batch;", sweep, other);
        assertRefused("two recipes are named 'other'", other, other);
        assertRefused("1 recipe in", other);
        assertEquals(
                4, MethodCase.read(List.of(folder), List.of("training.batch=8")).size());
    }

    private static void assertRefused(String part, Path... recipes) {
        String message = assertThrows(BenchException.class, () -> MethodCase.read(List.of(recipes), List.of()))
                .getMessage();
        assertTrue(message.contains(part), message);
    }
}
