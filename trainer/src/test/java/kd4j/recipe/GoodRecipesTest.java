package kd4j.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GoodRecipesTest {
    static final Path FOLDER = Path.of("src/test/resources/kd4j/recipe/good");

    static List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    @Test
    void allAreWalked() throws Exception {
        assertEquals(6, files().size());
    }

    @ParameterizedTest
    @MethodSource("files")
    void bindsAndComesBackEqualFromItsResolvedText(Path file) {
        assertEquals(List.of(), Recipes.check(file, List.of()));
        for (Cell cell : Recipes.read(file, List.of())) {
            Recipe again = Binder.bind(Recipe.class, "resolved", cell.resolvedYaml());
            assertEquals(cell.recipe(), again, cell.resolvedYaml());
            assertEquals(cell.resolvedYaml(), ResolvedYaml.of(again));
            assertEquals(64, cell.digest().length());
        }
    }
}
