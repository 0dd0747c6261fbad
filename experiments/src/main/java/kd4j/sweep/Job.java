package kd4j.sweep;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import kd4j.recipe.Cell;
import kd4j.recipe.Recipes;

/**
 * One run of a sweep.
 *
 * @param file the recipe
 * @param overrides changes of its keys
 * @param cell what comes of it
 */
public record Job(Path file, List<String> overrides, Cell cell) {
    public Job {
        overrides = List.copyOf(overrides);
    }

    /**
     * All combinations of a recipe, each once.
     *
     * @throws kd4j.recipe.RecipeException when the recipe has mistakes
     */
    public static List<Job> all(Path file, List<String> overrides) {
        return Recipes.read(file, overrides).stream()
                .collect(Collectors.toMap(
                        Cell::digest, c -> new Job(file, overrides, c), (a, b) -> a, java.util.LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    /** As people know it. */
    public String name() {
        return cell.name();
    }
}
