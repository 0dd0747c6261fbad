package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kd4j.datasets.catalog.Digits;
import kd4j.datasets.synthetic.Friedman;
import kd4j.export.ExportFormat;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.recipe.Cell;
import kd4j.recipe.Recipe;
import kd4j.recipe.Recipes;
import kd4j.run.Json;
import kd4j.teacher.TrainedTeacher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every recipe of the checkout is right as it stands, and every one of them runs. */
class ConfigsTest {
    /** Change this number with each recipe that comes or goes, so that none is overlooked. */
    private static final int RECIPES = 59;

    /** Digits has 1,437 training rows, 144 of them for validation: a batch of half of the other 1,293 makes two steps. */
    private static final int HALF_OF_THE_ROWS = 647;

    /** The starters have 600 training rows of it, 60 of them for validation. */
    private static final int HALF_OF_FRIEDMAN = 270;

    private static final String DIGITS = "{type: digits, validation: 0.1}";

    @TempDir
    private Path runs;

    /** All recipes, from the checkout's folder. */
    static List<Path> recipes() throws IOException {
        try (Stream<Path> files = Files.walk(Cli.root().resolve("configs"))) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .map(Cli.root()::relativize)
                    .sorted()
                    .toList();
        }
    }

    @Test
    void all_recipes_are_found() throws IOException {
        assertEquals(RECIPES, recipes().size(), recipes().toString());
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void a_recipe_is_right_as_it_stands(Path recipe) {
        Cli.Answer answer = Cli.type("check", Cli.root().resolve(recipe));
        assertEquals(0, answer.code(), answer.err());
        assertTrue(answer.out().contains(": fine ("), answer.out());
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void a_recipe_says_what_it_is_and_how_it_is_run(Path recipe) throws IOException {
        List<String> lines = Files.readAllLines(Cli.root().resolve(recipe));
        List<String> header =
                lines.stream().takeWhile(line -> line.startsWith("#")).toList();
        String name = recipe.toString().replace('\\', '/');
        assertTrue(header.contains("# Run it with:  ./kd4j run " + name), header.toString());
        assertTrue(header.size() >= 2, header.toString());
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void a_recipe_runs_for_two_steps(Path recipe, TestReporter reporter) throws IOException {
        Path file = Cli.root().resolve(recipe);
        List<Cell> cells = Recipes.read(file, List.of());
        List<Object> words = new ArrayList<>(List.of("run", file, "--out", runs, "--quiet"));
        overrides(recipe, cells.get(0).recipe(), reporter).forEach(change -> words.addAll(List.of("--set", change)));
        Cli.Answer answer = Cli.type(words.toArray());
        assertEquals(0, answer.code(), answer.err());
        List<Path> folders = runFolders();
        assertEquals(cells.size(), folders.size());
        for (Path run : folders) {
            assertTwoSteps(run);
            Recipe own = Recipes.read(run.resolve("recipe.resolved.yaml"), List.of())
                    .get(0)
                    .recipe();
            assertStudentAlone(run, own);
            assertCompressed(run, own);
        }
    }

    /** What was exported has the student's layers and no others: adapters and peers stay behind. Plans of compression change them. */
    private static void assertStudentAlone(Path run, Recipe recipe) {
        Path file = run.resolve("seed-7/distilled/student.zip");
        if (recipe.export().contains(ExportFormat.DL4J) && recipe.plan().isEmpty()) {
            try (Network exported = Network.load(file)) {
                Blueprint student = recipe.student().architecture().blueprint(exported.input(), exported.classes());
                assertEquals(student, exported.blueprint());
            }
        }
    }

    /** Two steps are enough for a plan to do all that it says, and the exported file has what came of it. */
    private static void assertCompressed(Path run, Recipe recipe) {
        JsonNode result = Json.read(run.resolve("seed-7/distilled/result.json"), JsonNode.class);
        assertEquals(recipe.plan().isEmpty(), result.get("compressed").isNull());
        if (!recipe.plan().isEmpty()) {
            JsonNode steps = result.get("compressed").get("steps");
            assertEquals(recipe.plan().size(), steps.size());
            steps.forEach(step -> assertTrue(step.get("happened").asBoolean(), step.toString()));
            for (JsonNode file : result.get("files")) {
                assertEquals(result.get("macs"), file.get("macs"));
                assertEquals(result.get("parameters"), file.get("parameters"));
            }
        }
    }

    /** What makes a recipe short, and puts digits in place of data that a fresh checkout does not have. */
    private static List<String> overrides(Path file, Recipe recipe, TestReporter reporter) {
        List<String> changes = new ArrayList<>(List.of("seeds=[7]"));
        int half = recipe.data().dataset() instanceof Friedman ? HALF_OF_FRIEDMAN : HALF_OF_THE_ROWS;
        shorten("training", half, changes);
        if (recipe.teacher() instanceof TrainedTeacher teacher) {
            shorten("teacher.training", half, changes);
            teacher.from().ifPresent(step -> shorten("teacher.from.teacher.training", half, changes));
        }
        if (!(recipe.data().dataset() instanceof Digits) && !(recipe.data().dataset() instanceof Friedman)) {
            changes.add("data=" + DIGITS);
            reporter.publishEntry(
                    file.toString(),
                    "runs with digits in place of " + recipe.data().dataset());
        }
        return changes;
    }

    private static void shorten(String training, int batch, List<String> changes) {
        changes.add(training + ".epochs=1");
        changes.add(training + ".batch=" + batch);
    }

    private List<Path> runFolders() throws IOException {
        try (Stream<Path> files = Files.walk(runs, 3)) {
            return files.filter(file -> file.endsWith("summary.json"))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
        }
    }

    private static void assertTwoSteps(Path run) throws IOException {
        for (String arm : List.of("student-alone", "distilled")) {
            List<String> epochs =
                    Files.readAllLines(run.resolve("seed-7").resolve(arm).resolve("metrics.jsonl"));
            assertEquals(1, epochs.size());
            JsonNode epoch = Json.parse(epochs.get(0), JsonNode.class);
            assertEquals(2, epoch.get("step").asInt(), arm);
            assertTrue(Double.isFinite(epoch.get("objective").asDouble()), arm);
        }
        JsonNode arms = Json.read(run.resolve("summary.json"), JsonNode.class).get("arms");
        for (String arm : List.of("teacher", "student-alone", "distilled")) {
            boolean classes = arms.get(arm).has("accuracy");
            double figure =
                    arms.get(arm).get(classes ? "accuracy" : "rmse").get("mean").asDouble();
            // An RMSE of 16 is that of always answering 0.
            assertTrue(figure > 0 && figure < (classes ? 1 : 16), arm + ": " + figure);
        }
    }
}
