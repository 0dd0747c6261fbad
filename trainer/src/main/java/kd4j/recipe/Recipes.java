package kd4j.recipe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kd4j.component.Kind;

/** Reads recipes: parse, extend, override, bind, cross-check. Either all of it is right, or every problem is told at once. */
public final class Recipes {
    private static final Kind RECIPE = new Kind.SectionOf(Recipe.class);
    private static final Set<String> LANGUAGE = Set.of(RecipeFiles.EXTENDS, Matrix.KEY);

    private Recipes() {}

    /**
     * Reads a recipe.
     *
     * @param file the file, as problems shall name it
     * @param overrides {@code path=value} each, later ones win
     * @return one cell, or one for each combination of the recipe's {@code matrix}
     * @throws RecipeException with every problem that was found
     */
    public static List<Cell> read(Path file, List<String> overrides) {
        Problems problems = new Problems();
        List<Cell> cells = cells(file, overrides, problems);
        problems.stopIfAny();
        return cells;
    }

    /** Every problem of a recipe, sorted by place; empty where it can be run. */
    public static List<Problem> check(Path file, List<String> overrides) {
        Problems problems = new Problems();
        cells(file, overrides, problems);
        return problems.sorted();
    }

    private static List<Cell> cells(Path file, List<String> given, Problems problems) {
        List<Overrides.Change> overrides = Overrides.parse(given, problems);
        List<Cell> cells = new ArrayList<>();
        try {
            Tree.Keys tree = apply(new RecipeFiles(RECIPE, problems).load(file), overrides, problems);
            List<Matrix.Combination> combinations =
                    Matrix.of(tree, problems).without(overrides).combinations();
            for (Matrix.Combination combination : combinations) {
                bind(
                        apply(tree.without(Matrix.KEY), combination.values(), problems),
                        combination.label(),
                        problems,
                        cells);
            }
        } catch (RecipeException e) {
            problems.addAll(e);
        }
        return cells;
    }

    private static Tree.Keys apply(Tree.Keys tree, List<Overrides.Change> overrides, Problems problems) {
        Tree.Keys changed = tree;
        for (Overrides.Change override : overrides) {
            try {
                changed = (Tree.Keys) Overrides.apply(RECIPE, changed, override);
            } catch (RecipeException e) {
                problems.addAll(e);
            }
        }
        return changed;
    }

    private static void bind(Tree.Keys tree, String label, Problems problems, List<Cell> cells) {
        Binder binder = new Binder(problems, LANGUAGE);
        Recipe recipe = (Recipe) binder.bind(RECIPE, tree, "");
        if (recipe != null) {
            CrossCheck.of(recipe, binder.places(), problems);
            String yaml = ResolvedYaml.of(recipe);
            String name = label.isEmpty() ? recipe.name() : recipe.name() + "," + label;
            cells.add(new Cell(name, recipe, yaml, ResolvedYaml.digest(yaml), binder.origins()));
        }
    }
}
