package kd4j.bench;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kd4j.recipe.Cell;
import kd4j.recipe.Recipes;
import kd4j.teacher.TrainedTeacher;

/**
 * One recipe whose teacher's forward pass is timed.
 *
 * @param file where it stands
 * @param overrides changes of its keys
 * @param cell the recipe, one combination where the file has a matrix
 */
public record TeacherCase(Path file, List<String> overrides, Cell cell) {
    public TeacherCase {
        overrides = List.copyOf(overrides);
    }

    /** Its name in tables. */
    public String name() {
        return cell.name();
    }

    /** Rows that a step asks about at once. */
    int batch() {
        return cell.recipe().training().batch();
    }

    /**
     * Reads all recipes, every combination of a matrix.
     *
     * @throws BenchException when two have one name, or the teacher of one is not trained here
     */
    public static List<TeacherCase> read(List<Path> files, List<String> overrides) {
        List<TeacherCase> cases = files.stream()
                .flatMap(file ->
                        Recipes.read(file, overrides).stream().map(cell -> new TeacherCase(file, overrides, cell)))
                .toList();
        Set<String> names = new HashSet<>();
        for (TeacherCase one : cases) {
            if (!names.add(one.name())) {
                throw new BenchException(
                        "two recipes are named '%s'; give one another name with its key name".formatted(one.name()));
            }
            if (!(one.cell().recipe().teacher() instanceof TrainedTeacher)) {
                throw new BenchException(
                        "the teacher of '%s' is not of type train; only such a teacher has two forward passes to choose from"
                                .formatted(one.name()));
            }
        }
        return cases;
    }
}
