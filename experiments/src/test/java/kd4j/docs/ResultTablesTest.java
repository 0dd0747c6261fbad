package kd4j.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kd4j.component.Kd4jException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResultTablesTest {
    private static final Path ROOT = Path.of(System.getProperty("kd4j.root", ".."));

    @TempDir
    private Path temp;

    private Path results() throws IOException {
        Path copy = Files.createDirectories(temp.resolve("experiments/results"));
        try (Stream<Path> files = Files.list(ROOT.resolve("experiments/results"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    static List<String> tables() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("experiments/results"))) {
            return files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".md"))
                    .map(f -> f.replaceFirst("\\.md$", ""))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void every_committed_table_follows_from_its_numbers_and_words() throws IOException {
        assertEquals(tables().size(), ResultTables.check(ROOT));
        assertTrue(tables().size() >= 6, tables().toString());
    }

    private void change(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertTrue(text.contains(from), from + " is not in " + text);
        Files.writeString(file, text.replaceFirst(java.util.regex.Pattern.quote(from), to));
    }

    private String refusal() {
        return assertThrows(Kd4jException.class, () -> ResultTables.check(temp)).getMessage();
    }

    /** One number each, in the middle of the tables. */
    @ParameterizedTest
    @CsvSource({
        "hinton-mnist.csv, ',2,96,', ',2,97,', hinton-mnist.md",
        "methods.csv, 0.5706666666666667, 0.5806666666666667, methods.md",
        "teachers.csv, 0.9183333333333333, 0.9283333333333333, teachers.md",
        "methods-speed.csv, 42.6245, 43.6245, methods-speed.md",
        "threads.csv, 9.99, 9.89, threads.md",
        "cache.csv, 228.6, 228.7, cache.md",
        "cache-trainings.csv, 22.5, 22.6, cache.md",
        "speed.csv, 0.910, 0.920, speed.md",
        "speed-forms.csv, 222.4555, 223.4555, speed.md",
    })
    void another_number_is_found(String file, String from, String to, String page) throws IOException {
        Path results = results();
        change(results.resolve(file), from, to);
        String message = refusal();
        assertTrue(message.startsWith(results.resolve(page).toString()), message);
        assertTrue(message.contains("is out of date"), message);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void another_page_is_found_and_written_anew(String table) throws IOException {
        Path page = results().resolve(table + ".md");
        String before = Files.readString(page);
        Files.writeString(page, before.replaceFirst("(?s)(.*)\\|", "$1| "));
        assertTrue(refusal().startsWith(page.toString()), table);
        ResultTables.write(temp);
        assertEquals(before, Files.readString(page));
    }

    @Test
    void a_page_without_numbers_or_words_is_refused() throws IOException {
        Path results = results();
        Files.writeString(results.resolve("other.md"), "| 1 |");
        assertTrue(refusal().contains("other.csv: is missing, so that nobody knows where the numbers"), refusal());
        Files.writeString(results.resolve("other.csv"), "a,b\n1,2\n");
        assertTrue(refusal().contains("columns are those of no table that is known: a,b"), refusal());
        Files.delete(results.resolve("other.md"));
        Files.delete(results.resolve("speed.yaml"));
        assertTrue(refusal().contains("speed.yaml: cannot be read"), refusal());
    }

    @Test
    void a_checkout_without_results_has_none() {
        assertEquals(0, ResultTables.check(temp));
    }
}
