package kd4j.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kd4j.component.Components;
import kd4j.component.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks a folder of recipes with mistakes. Beside each stands what a user must be told, word for word. Comments such as {@code #
 * set: training.epochs=1} are given as overrides.
 */
final class BadRecipesTest {
    private static final Path FOLDER = Path.of("src/test/resources/kd4j/recipe/bad");

    static List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    @Test
    void allAreWalked() throws Exception {
        assertEquals(67, files().size());
    }

    @ParameterizedTest
    @MethodSource("files")
    void saysWhatIsWrong(Path file) throws Exception {
        List<String> overrides = overrides(file);
        List<Problem> problems = Recipes.check(file, overrides);
        String told = problems.stream()
                        .map(Problem::toString)
                        .collect(Collectors.joining("\n"))
                        .replace(FOLDER + "/", "")
                        .strip()
                + "\n";
        assertEquals(withNames(Files.readString(expected(file))), told);
        RecipeException e = assertThrows(RecipeException.class, () -> Recipes.read(file, overrides));
        assertEquals(problems, e.problems());
        assertTrue(problems.stream().allMatch(p -> p.line() >= 1 && p.column() >= 1), told);
    }

    /** {@code {loss}} stands for the names of all losses: new ones may come without a change here. */
    private static String withNames(String expected) {
        String full = expected;
        for (Class<?> family : TestParts.FAMILIES) {
            String names = Components.parts(family).stream().map(Part::name).collect(Collectors.joining(", "));
            full = full.replace("{" + Components.familyName(family) + "}", names);
        }
        return full;
    }

    private static Path expected(Path file) {
        return file.resolveSibling(file.getFileName().toString().replace(".yaml", ".txt"));
    }

    private static List<String> overrides(Path file) throws Exception {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.startsWith("# set: "))
                .map(line -> line.substring("# set: ".length()))
                .toList();
    }
}
