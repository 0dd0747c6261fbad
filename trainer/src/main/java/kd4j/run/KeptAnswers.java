package kd4j.run;

import java.nio.file.Path;
import kd4j.component.Components;
import kd4j.recipe.Recipe;

/**
 * How a run keeps the teacher's answers.
 *
 * @param values the form of the numbers, as in the recipe
 * @param numbers {@code exact} where the student sees the teacher's own numbers, {@code approximate} where it does not
 * @param views {@code all}, or how many views of each row the distilled student sees
 * @param folder where the files are
 */
record KeptAnswers(String values, String numbers, String views, String folder) {
    static KeptAnswers of(Recipe recipe, Path folder) {
        return new KeptAnswers(
                String.valueOf(
                        Components.describe((Record) recipe.teacherCache().keep())),
                recipe.teacherCache().exact() ? "exact" : "approximate",
                recipe.teacherCache()
                        .views()
                        .map(n -> n + " of each row, drawn once, the same for all seeds")
                        .orElse("all"),
                folder.toString());
    }
}
