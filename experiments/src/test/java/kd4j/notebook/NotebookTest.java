package kd4j.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Notebooks are executed, cell by cell, and what is stored in them could have come from anybody's machine. */
class NotebookTest {
    private static final Path FOLDER = Path.of(System.getProperty("kd4j.root"), "notebooks");

    /** Change this number with each notebook that comes or goes. */
    private static final int NOTEBOOKS = 1;

    /** An absolute path: of Unix behind a word's beginning, or of Windows. */
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w.:/*-])/(?:home|root|tmp|Users|work|usr|var|opt|mnt)/|\\b[A-Z]:\\\\\\\\");

    static List<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void notebooks_are_numbered_and_listed() throws IOException {
        assertEquals(NOTEBOOKS, notebooks().size());
        String readme = Files.readString(FOLDER.resolve("README.md"));
        for (int i = 0; i < NOTEBOOKS; i++) {
            String name = notebooks().get(i).getFileName().toString();
            assertTrue(name.startsWith("%02d-".formatted(i + 1)), name);
            assertTrue(readme.contains("(" + name + ")"), name);
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void cells_are_short_and_each_has_its_prose(Path file) {
        Notebook notebook = Notebook.of(file);
        assertEquals(4, notebook.root().get("nbformat").asInt());
        for (String cell : notebook.code()) {
            assertTrue(cell.lines().count() <= 20, cell);
        }
        assertTrue(notebook.cells("markdown").size() >= notebook.code().size() / 2);
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void stored_outputs_are_whole_and_name_no_machine(Path file) {
        Notebook notebook = Notebook.of(file);
        assertFalse(notebook.outputs().isEmpty());
        for (JsonNode output : notebook.outputs()) {
            assertFalse(output.get("output_type").asString().equals("error"), output.toString());
            assertFalse(MACHINE_PATH.matcher(output.toString()).find(), output.toString());
        }
    }

    @Test
    void the_pattern_knows_a_machine_path() {
        assertTrue(MACHINE_PATH.matcher("record: /home/ada/runs").find());
        assertTrue(MACHINE_PATH.matcher("\"C:\\\\Users\"").find());
        assertFalse(MACHINE_PATH.matcher("http://host/home/x and ../tmp/x").find());
    }

    @Test
    void the_first_distillation_works_from_the_first_cell_to_the_last() {
        Notebook notebook = Notebook.of(FOLDER.resolve("01-first-distillation.ipynb"));
        try (Shell shell = new Shell()) {
            notebook.code().forEach(shell::execute);
            // Guessing one of ten classes is right in a tenth of the rows.
            assertBetween(0.8, shell.number("teacherAccuracy"));
            assertBetween(0.6, shell.number("aloneAccuracy"));
            assertBetween(0.6, shell.number("distilledAccuracy"));
            assertBetween(0.6, shell.number("distilledAgreement"));
            for (String arm : List.of("teacher", "student-alone", "distilled")) {
                assertBetween(0.6, shell.number("done.summary().arms().get(\"%s\").accuracy().mean()".formatted(arm)));
            }
            String table = shell.text("Comparison.of(List.of(done.folder().root())).text()");
            assertTrue(table.contains("student-alone") && table.contains("distilled"), table);
        }
    }

    private static void assertBetween(double least, double share) {
        assertTrue(share > least && share <= 1, least + " < " + share + " <= 1");
    }
}
