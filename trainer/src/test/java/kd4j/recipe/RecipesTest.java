package kd4j.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kd4j.export.ExportFormat;
import kd4j.method.WeightedLoss;
import kd4j.optim.Adam;
import kd4j.optim.Constant;
import kd4j.optim.Cosine;
import kd4j.optim.Never;
import kd4j.optim.Schedule;
import kd4j.optim.Sgd;
import kd4j.optim.Steps;
import kd4j.optim.Training;
import kd4j.teacher.TrainedTeacher;
import kd4j.teacher.cache.KeepIfSmall;
import kd4j.teacher.cache.TeacherCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecipesTest {
    private static final Path EXAMPLE = GoodRecipesTest.FOLDER.resolve("example.yaml");

    @TempDir
    Path folder;

    @Test
    void theExampleIsWhatItSays() {
        Recipe recipe = one(EXAMPLE).recipe();
        assertEquals(
                new Recipe(
                        "digits-soft-targets",
                        List.of(7L, 8L, 9L),
                        new DataSection(
                                new TestParts.ToyRows(100, Optional.empty()), 0.1, 0, Optional.empty(), List.of()),
                        new TrainedTeacher(net(), training(12, adam(new Constant(1e-3))), false),
                        new StudentSection(net(), Optional.empty()),
                        new TestParts.ToyMethod(List.of(
                                new WeightedLoss(0.1, new TestParts.ToyLabels()),
                                new WeightedLoss(0.9, new TestParts.ToyTargets(4, Map.of())))),
                        training(20, adam(new Cosine(1e-3, 0))),
                        List.of(ExportFormat.DL4J, ExportFormat.ONNX),
                        new AutoThreads(),
                        new TeacherCache(new KeepIfSmall(), Optional.empty(), 1, Optional.empty()),
                        Optional.empty(),
                        Optional.empty()),
                recipe);
    }

    private static TestParts.SmallNet net() {
        return new TestParts.SmallNet(List.of(16), TestParts.Activation.RELU);
    }

    private static Adam adam(Schedule rate) {
        return new Adam(rate, 0.9, 0.999, 1e-8, 0);
    }

    private static Training training(int epochs, Adam optimizer) {
        return new Training(epochs, 64, optimizer, List.of(), List.of(), Optional.empty(), new Never());
    }

    @Test
    void extendsMergesMapsAndReplacesTheRest() {
        Recipe recipe =
                one(GoodRecipesTest.FOLDER.resolve("extends-twice.yaml")).recipe();
        assertEquals("extended", recipe.name());
        assertEquals(List.of(7L, 8L, 9L), recipe.seeds());
        assertEquals(
                new DataSection(new TestParts.ToyFolder("on"), 500, 0, Optional.empty(), List.of()), recipe.data());
        assertEquals(
                new TestParts.SmallNet(List.of(16), TestParts.Activation.LEAKY_RELU),
                recipe.student().architecture());
        // The base's cosine belongs to adam; sgd brought its own rate, which the last file changes.
        assertEquals(
                new Sgd(new Constant(0.25), 0.5, false, 0), recipe.training().optimizer());
        assertEquals(5, recipe.training().epochs());
    }

    @Test
    void changeOfTypeLeavesNoKeysOfTheOldType() throws Exception {
        Recipe recipe = one(child("training: {optimizer: {rate: {type: steps, rate: 2, at: [1]}}}"))
                .recipe();
        assertEquals(adam(null).beta1(), ((Adam) recipe.training().optimizer()).beta1());
        assertEquals(
                new Steps(2, List.of(1.0), 0.1), recipe.training().optimizer().rate());
        assertEquals(
                new Constant(3),
                one(child("training: {optimizer: {rate: 3}}"))
                        .recipe()
                        .training()
                        .optimizer()
                        .rate());
        assertEquals(
                new DataSection(new TestParts.ToyFolder("f"), 0.1, 0, Optional.empty(), List.of()),
                one(child("data: {type: toy-folder, folder: f}")).recipe().data());
        assertEquals(
                new Cosine(0.5, 0),
                one(child("training: {optimizer: {rate: {peak: 0.5}}}"))
                        .recipe()
                        .training()
                        .optimizer()
                        .rate());
    }

    @Test
    void setChangesOneValue() {
        Recipe recipe = one(
                        EXAMPLE,
                        "method.objective[1].loss.temperature=8",
                        "method.objective[0].loss=toy-targets",
                        "method.objective[0].loss.temperature=3",
                        "student.bias-shift.classes=[3]",
                        "training.omit=[3]",
                        "training.optimizer.rate=0.5",
                        "training.optimizer.type=sgd",
                        "name=other")
                .recipe();
        TestParts.ToyMethod method = (TestParts.ToyMethod) recipe.method();
        assertEquals(
                List.of(
                        new WeightedLoss(0.1, new TestParts.ToyTargets(3, Map.of())),
                        new WeightedLoss(0.9, new TestParts.ToyTargets(8, Map.of()))),
                method.objective());
        assertEquals(List.of(3), recipe.student().biasShift().orElseThrow().classes());
        assertEquals(
                new Sgd(new Constant(0.1), 0.9, false, 0), recipe.training().optimizer());
        assertEquals("other", recipe.name());
    }

    @Test
    void matrixGivesEveryCombination() {
        List<Cell> cells = Recipes.read(GoodRecipesTest.FOLDER.resolve("matrix.yaml"), List.of());
        assertEquals(
                List.of(
                        "sweep,temperature=1,architecture=small-net_1,rate=1e-2",
                        "sweep,temperature=1,architecture=small-net_2,rate=1e-2",
                        "sweep,temperature=4.5,architecture=small-net_1,rate=1e-2",
                        "sweep,temperature=4.5,architecture=small-net_2,rate=1e-2"),
                cells.stream().map(Cell::name).toList());
        TestParts.ToyMethod method = (TestParts.ToyMethod) cells.get(2).recipe().method();
        assertEquals(
                new TestParts.ToyTargets(4.5, Map.of()),
                method.objective().get(1).loss());
        assertEquals(
                new TestParts.SmallNet(List.of(8, 4), TestParts.Activation.RELU),
                cells.get(2).recipe().student().architecture());
        assertEquals(net(), cells.get(3).recipe().student().architecture());
        assertEquals(4, cells.stream().map(Cell::digest).distinct().count());
    }

    @Test
    void valuesOfTheMatrixMayHaveNames() throws Exception {
        Path file = folder.resolve("named.yaml");
        String base = Files.readString(EXAMPLE);
        Files.writeString(file, base + "matrix: {training.epochs: {short: 2, long: 30}}\n");
        List<Cell> cells = Recipes.read(file, List.of());
        assertEquals(
                List.of("epochs=short", "epochs=long"),
                cells.stream().map(Cell::combination).toList());
        assertEquals(30, cells.get(1).recipe().training().epochs());
        assertEquals("", one(EXAMPLE).combination());
        Files.writeString(file, base + "matrix: {training.epochs: {two words: 2}}\n");
        String message = assertThrows(RecipeException.class, () -> Recipes.read(file, List.of()))
                .getMessage();
        assertTrue(message.contains("given the name two words; allowed: 1 to 30 letters"), message);
        Files.writeString(file, base + "matrix: {training.epochs: {}}\n");
        assertThrows(RecipeException.class, () -> Recipes.read(file, List.of()));
    }

    @Test
    void setFixesAPathOfTheMatrix() {
        List<Cell> cells = Recipes.read(
                GoodRecipesTest.FOLDER.resolve("matrix.yaml"),
                List.of("method.objective[1].loss.temperature=2", "student.architecture=small-net"));
        assertEquals(List.of("sweep,rate=1e-2"), cells.stream().map(Cell::name).toList());
        assertEquals(
                1,
                Recipes.read(GoodRecipesTest.FOLDER.resolve("matrix.yaml"), List.of("matrix={}"))
                        .size());
    }

    @Test
    void explainsWhereValuesCameFrom() {
        List<String> lines = Recipes.read(GoodRecipesTest.FOLDER.resolve("matrix.yaml"), List.of("training.epochs=3"))
                .get(0)
                .origins()
                .stream()
                .map(Origin::toString)
                .map(line -> line.replace(GoodRecipesTest.FOLDER + "/", ""))
                .toList();
        for (String line : List.of(
                "name = sweep  (matrix.yaml:2)",
                "seeds = [7, 8, 9]  (example.yaml:3)",
                "data.rows = 100  (default)",
                "training.epochs = 3  (--set)",
                "training.optimizer.rate.rate = 1e-2  (matrix (matrix.yaml:6))",
                "method.objective[1].loss.temperature = 1  (matrix (matrix.yaml:4))",
                "training.max-norm = null  (default)",
                "student.architecture.hidden = [8, 4]  (matrix (matrix.yaml:5))")) {
            assertTrue(lines.contains(line), line + " is not among\n" + String.join("\n", lines));
        }
    }

    @Test
    void digestIsOfTheResolvedTextAndNothingElse() throws Exception {
        Cell cell = one(EXAMPLE);
        Path copy = folder.resolve("copy.yaml");
        Files.writeString(copy, "# A comment.\n" + cell.resolvedYaml());
        assertEquals(cell.digest(), one(copy).digest());
        assertNotEquals(cell.digest(), one(EXAMPLE, "seeds=[1]").digest());
        // printf abc | sha256sum
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ResolvedYaml.digest("abc"));
    }

    @Test
    void aFileThatIsNotThereIsAProblem() {
        assertEquals(
                "no/such.yaml:1:1\n  the recipe 'no/such.yaml' does not exist",
                Recipes.check(Path.of("no/such.yaml"), List.of()).get(0).toString());
    }

    @Test
    void aHugeFileIsNotRead() throws Exception {
        Path file = folder.resolve("huge.yaml");
        Files.writeString(file, " ".repeat((1 << 20) + 1));
        assertTrue(Recipes.check(file, List.of()).get(0).message().endsWith("has 1048577 bytes; allowed: 1048576"));
    }

    private Path child(String yaml) throws Exception {
        Path file = folder.resolve("child.yaml");
        Files.copy(EXAMPLE, folder.resolve("example.yaml"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(file, "extends: example.yaml\n" + yaml + "\n");
        return file;
    }

    private static Cell one(Path file, String... overrides) {
        List<Cell> cells = Recipes.read(file, List.of(overrides));
        assertEquals(1, cells.size());
        return cells.get(0);
    }
}
