package kd4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import kd4j.data.DataPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeacherRunTest {
    private static final String RECIPE =
            """
            name: %s
            seeds: [1]
            data: {type: digits, validation: 0.1}
            teacher: %s
            student: {architecture: {type: plain-cnn, widths: [4]}}
            method: {type: plain, objective: [{loss: soft-targets}, {at: relu1, adapter: conv-1x1, loss: hint}]}
            training: {epochs: 3, batch: 32}
            """;
    private static final String TRAINED =
            "{type: train, architecture: {type: plain-cnn, widths: [8]}, training: {epochs: 1}}";

    @TempDir
    private Path folder;

    private Path write(String name, String teacher) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), RECIPE.formatted(name, teacher));
    }

    /** Rounds in the order one, two; two, one; one, two. Ratios of one 3/4, 2/4, 3/4: faster each time. Of two 1/2, 5/4, 3/4: not. */
    @Test
    void the_line_is_for_onnx_runtime_where_it_is_faster_in_every_round() throws IOException {
        List<TeacherCase> cases = TeacherCase.read(List.of(write("one", TRAINED), write("two", TRAINED)), List.of());
        Iterator<TeacherTime> times = List.of(
                        new TeacherTime(7, 4, 3, 1e-6),
                        new TeacherTime(7, 4, 2, 3e-6),
                        new TeacherTime(7, 4, 5, 0),
                        new TeacherTime(7, 4, 2, 2e-6),
                        new TeacherTime(7, 4, 3, 0),
                        new TeacherTime(7, 4, 3, 0))
                .iterator();
        List<String> progress = new ArrayList<>();
        Path csv = folder.resolve("forward.csv");
        String table = new TeacherRun(cases, 3, 1, one -> times.next()).run(csv, progress::add);
        assertTrue(
                table.contains(
                        "| one | 7 | 4.00 [4.00-4.00] | 3.00 [2.00-3.00] | 0.75 [0.50-0.75] | 2.0e-06 | `forward: onnx-runtime` |"),
                table);
        assertTrue(
                table.contains(
                        "| two | 7 | 4.00 [4.00-4.00] | 3.00 [2.00-5.00] | 0.75 [0.50-1.25] | 3.0e-06 | `forward: network` |"),
                table);
        assertTrue(
                Files.readString(csv)
                        .contains(
                                "one,7,1,32,3,4.0000,4.0000,4.0000,3.0000,2.0000,3.0000,0.7500,0.5000,0.7500,2.00e-06,onnx-runtime\n"),
                Files.readString(csv));
        assertTrue(Files.readString(folder.resolve("forward.md")).contains(table));
        assertEquals(6, progress.size());
        assertTrue(progress.get(5).endsWith("for 1,000 rows; 0:00 min left"), progress.get(5));
    }

    @Test
    void what_fails_is_noted_and_nothing_measured_is_an_error() throws IOException {
        List<TeacherCase> cases = TeacherCase.read(List.of(write("one", TRAINED)), List.of());
        TeacherRun run = new TeacherRun(cases, 1, 1, one -> {
            throw new BenchException("it broke");
        });
        var error = assertThrows(BenchException.class, () -> run.run(folder.resolve("forward.csv"), line -> {}));
        assertEquals("nothing was measured: one: it broke", error.getMessage());
    }

    @Test
    void recipes_without_a_choice_are_refused() throws IOException {
        Path file = write("file", "{type: onnx, file: teacher.onnx}");
        assertEquals(
                "the teacher of 'file' is not of type train; only such a teacher has two forward passes to choose from",
                assertThrows(BenchException.class, () -> TeacherCase.read(List.of(file), List.of()))
                        .getMessage());
        Path one = write("one", TRAINED);
        assertEquals(
                "two recipes are named 'one'; give one another name with its key name",
                assertThrows(BenchException.class, () -> TeacherCase.read(List.of(one, one), List.of()))
                        .getMessage());
    }

    /** 1*9*8 weights, batch norm's 4*8, 8*10 + 10: see the architecture. Times are whatever they are. */
    @Test
    void both_are_asked_for_what_the_method_reads() throws IOException {
        TeacherCase one =
                TeacherCase.read(List.of(write("one", TRAINED)), List.of()).get(0);
        TeacherTime time = new TeacherProcess(
                        one.cell().recipe(), new DataPlace(folder, folder), 1, Duration.ofMillis(20))
                .measure();
        assertTrue(time.networkMs() > 0 && time.runtimeMs() > 0, time.toString());
        assertTrue(time.difference() > 0 && time.difference() < 1e-4, time.toString());
        assertEquals(178, time.parameters());
    }
}
