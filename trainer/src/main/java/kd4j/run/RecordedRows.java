package kd4j.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import kd4j.data.DataPlace;
import kd4j.data.Truth;
import kd4j.engine.Evaluator;
import kd4j.engine.RunException;
import kd4j.metric.Classified;
import kd4j.model.Model;
import kd4j.recipe.Recipe;
import kd4j.recipe.Recipes;

/** The test rows of a recorded run, for asking its exported files again. */
public final class RecordedRows {
    private final Prepared data;
    private Evaluator evaluator;

    private RecordedRows(Prepared data) {
        this.data = data;
    }

    /** The folder of the run that an exported file lies in; empty where it lies elsewhere. */
    public static Optional<Path> runOf(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        for (int up = 0; up < 3 && folder != null; up++, folder = folder.getParent()) {
            RunFolder run = new RunFolder(folder);
            if (Files.isRegularFile(run.resolvedRecipe()) && Files.isRegularFile(run.provenance())) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    /**
     * Reads the rows again.
     *
     * @param run the run's folder
     * @param store the folder of downloaded data sets
     * @throws RunException when they are not those of the record
     */
    public static RecordedRows of(Path run, Path store) {
        RunFolder folder = new RunFolder(run);
        Provenance provenance = Json.read(folder.provenance(), Provenance.class);
        Recipe recipe = Recipes.read(folder.resolvedRecipe(), List.of()).get(0).recipe();
        Prepared data = Prepared.of(recipe.data(), new DataPlace(Path.of(provenance.recipeFolder()), store));
        if (!data.data().digests().equals(provenance.dataDigests())) {
            throw new RunException(
                    "%s: the data files are not those of the run: SHA-256 %s now, recorded are %s. Restore them, or leave the accuracy out with --no-accuracy"
                            .formatted(run, data.data().digests(), provenance.dataDigests()));
        }
        return new RecordedRows(data);
    }

    /** How a file does on these rows; empty where they have numbers to predict, for which nothing is counted here. */
    public Optional<Classified> judge(Model model) {
        if (data.data().kind() != Truth.Kind.CLASSES) {
            return Optional.empty();
        }
        if (evaluator == null) {
            evaluator = Evaluator.of(data.data().test(), data.transforms(), Optional.empty());
        }
        return Optional.of(evaluator.evaluate(model));
    }
}
