package kd4j.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that class files do not show any more. */
class SourceTest {
    /** Any of the three names as a whole type of a catch clause; a try with resources compiles to such a clause too. */
    private static final Pattern CATCH_ALL = Pattern.compile(
            "catch\\s*\\((?:[^)]*[|\\s])?(?:java\\.lang\\.)?(?:Exception|RuntimeException|Throwable)\\b[^)]*\\)");

    private static final Path ROOT = Path.of(System.getProperty("kd4j.root", ".."));

    private static List<Path> sources(String part) throws IOException {
        List<Path> all = new ArrayList<>();
        for (String module : List.of("edge", "trainer/component", "trainer", "datasets", "experiments")) {
            Path folder = ROOT.resolve(module).resolve(part);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .sorted()
                            .forEach(all::add);
                }
            }
        }
        return all;
    }

    @Test
    void nobody_catches_everything() throws IOException {
        List<Path> sources = sources("src/main/java");
        assertTrue(sources.size() > 50, "too few sources found: " + sources.size());
        List<Path> found = new ArrayList<>();
        for (Path source : sources) {
            if (CATCH_ALL.matcher(Files.readString(source)).find()) {
                found.add(ROOT.relativize(source));
            }
        }
        assertEquals(List.of(), found);
    }

    @ParameterizedTest
    @CsvSource({
        "catch (Exception e), true",
        "catch (final Throwable e), true",
        "catch (IOException | RuntimeException e), true",
        "catch (java.lang.Exception e), true",
        "catch (IOException e), false",
        "catch (InterruptedException | DataException e), false",
    })
    void the_pattern_knows_a_catch_all(String clause, boolean expected) {
        assertEquals(expected, CATCH_ALL.matcher(clause).find());
    }

    @Test
    void files_stay_short() throws IOException {
        List<String> found = new ArrayList<>();
        List<Path> sources = sources("src/main/java");
        sources.addAll(sources("src/test/java"));
        for (Path source : sources) {
            long lines;
            try (Stream<String> text = Files.lines(source)) {
                lines = text.count();
            }
            if (lines > 400) {
                found.add(ROOT.relativize(source) + ": " + lines + " lines; split it, 400 is the limit");
            }
        }
        assertEquals(List.of(), found);
    }

    @Test
    void every_package_has_its_charter() throws IOException {
        List<Path> without = sources("src/main/java").stream()
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                .map(ROOT::relativize)
                .toList();
        assertEquals(List.of(), without);
    }
}
