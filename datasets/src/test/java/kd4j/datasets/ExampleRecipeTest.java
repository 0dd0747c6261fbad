package kd4j.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kd4j.recipe.Binder;
import kd4j.recipe.Cell;
import kd4j.recipe.Recipe;
import kd4j.recipe.Recipes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExampleRecipeTest {
    private static final String EXAMPLE =
            """
            # Distil a small MLP from a LeNet teacher on the embedded digits. About half a minute on two laptop cores.
            name: digits-soft-targets
            seeds: [7, 8, 9]
            data:    {type: digits, validation: 0.1}
            teacher: {type: train, architecture: {type: lenet}, training: {epochs: 12, batch: 64, optimizer: {type: adam, rate: 1e-3}}}
            student: {architecture: {type: mlp, hidden: [16]}}
            method:
              type: plain
              objective:
                - {weight: 0.1, loss: {type: cross-entropy}}
                - {weight: 0.9, loss: {type: soft-targets, temperature: 4}}
            training: {epochs: 20, batch: 64, optimizer: {type: adam, rate: {type: cosine, peak: 1e-3}}}
            export:   [dl4j, onnx]
            """;

    @TempDir
    Path folder;

    @Test
    void theExampleBindsAndComesBackEqual() throws Exception {
        Path file = folder.resolve("example.yaml");
        Files.writeString(file, EXAMPLE);
        Cell cell = Recipes.read(file, List.of()).get(0);
        assertEquals("digits-soft-targets", cell.name());
        assertEquals(cell.recipe(), Binder.bind(Recipe.class, "resolved", cell.resolvedYaml()));
    }

    @Test
    void aMisspelledKeyIsToldAsTheDesignShowsIt() throws Exception {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, EXAMPLE.replace("temperature: 4", "temprature: 4"));
        assertEquals(
                file + ":11:48  method.objective[1].loss.temprature\n"
                        + "  unknown key. Did you mean 'temperature'? Keys of soft-targets: temperature (4.0), scale (temperature-squared), mean (rows)",
                Recipes.check(file, List.of()).get(0).toString());
    }
}
