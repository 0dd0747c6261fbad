package kd4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import kd4j.component.Components;
import kd4j.recipe.Cell;
import kd4j.recipe.Recipe;
import kd4j.recipe.Recipes;

/**
 * One recipe whose steps are timed.
 *
 * @param file where it stands
 * @param overrides changes of its keys
 * @param cell the recipe, one combination where the file has a matrix
 */
public record MethodCase(Path file, List<String> overrides, Cell cell) {
    /** What recipes must share, or their steps are not comparable. */
    private static final Map<String, Function<Recipe, Object>> SHARED = Map.of(
            "data",
            Recipe::data,
            "teacher",
            Recipe::teacher,
            "student",
            Recipe::student,
            "training.batch",
            r -> r.training().batch(),
            "training.augment",
            r -> r.training().augment(),
            "training.omit",
            r -> r.training().omit());

    public MethodCase {
        overrides = List.copyOf(overrides);
    }

    /** Its name in tables. */
    public String name() {
        return cell.name();
    }

    /** The word behind {@code method: {type: ...}}. */
    public String method() {
        return (String) Components.describe((Record) cell.recipe().method()).get("type");
    }

    /**
     * Reads all recipes: every combination of a matrix, every {@code .yaml} of a folder in the order of their names.
     *
     * @throws BenchException when there are fewer than two, two have one name, or they are not of one pair of networks and the
     *     same batches
     */
    public static List<MethodCase> read(List<Path> places, List<String> overrides) {
        List<MethodCase> cases = places.stream()
                .flatMap(place -> files(place).stream())
                .flatMap(file ->
                        Recipes.read(file, overrides).stream().map(cell -> new MethodCase(file, overrides, cell)))
                .toList();
        if (cases.size() < 2) {
            throw new BenchException(
                    "%d recipe in %s; a comparison takes two or more. Name several files, a folder, or a recipe with a matrix"
                            .formatted(cases.size(), places));
        }
        Set<String> names = new HashSet<>();
        for (MethodCase one : cases) {
            if (!names.add(one.name())) {
                throw new BenchException(
                        "two recipes are named '%s'; give one another name with its key name".formatted(one.name()));
            }
            cases.get(0).mustBeComparableWith(one);
        }
        return cases;
    }

    private static List<Path> files(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new BenchException("%s cannot be read: %s".formatted(place, e), e);
        }
    }

    private void mustBeComparableWith(MethodCase other) {
        List<String> differ = new ArrayList<>();
        SHARED.forEach((key, part) -> {
            if (!Objects.equals(part.apply(cell.recipe()), part.apply(other.cell.recipe()))) {
                differ.add(key);
            }
        });
        if (!differ.isEmpty()) {
            differ.sort(null);
            throw new BenchException(
                    "'%s' and '%s' differ in %s; steps can be compared where these are equal. Name recipes of one pair, or make them equal with --set"
                            .formatted(name(), other.name(), String.join(", ", differ)));
        }
    }
}
