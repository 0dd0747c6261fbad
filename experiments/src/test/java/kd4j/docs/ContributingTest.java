package kd4j.docs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kd4j.cli.Cli;
import kd4j.cli.Markdown;
import kd4j.component.ComponentProcessor;
import kd4j.loss.Loss;
import kd4j.loss.Outputs;
import kd4j.loss.Signals;
import kd4j.loss.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/** The loss that CONTRIBUTING.md writes is compiled as it stands there, and is right. */
class ContributingTest {
    /** What the page leaves to the editor. */
    private static final String HEAD =
            """
            package kd4j.loss;

            import java.util.ArrayList;
import java.util.List;
            import java.util.Map;
            import java.util.Set;
            import kd4j.component.Component;
            import kd4j.component.Default;
            import kd4j.component.Require;
            import org.nd4j.linalg.api.ndarray.INDArray;

            """;

    @TempDir
    private Path folder;

    @Test
    void the_loss_of_the_page_is_right() throws IOException, ReflectiveOperationException {
        assertEquals(List.of(), compile(loss()));
        // In the loader of its package, whose helpers it uses.
        byte[] bytes = Files.readAllBytes(folder.resolve("kd4j/loss/LogitsDistance.class"));
        Class<?> type = MethodHandles.privateLookupIn(Loss.class, MethodHandles.lookup())
                .defineClass(bytes);
        Loss loss = (Loss) type.getConstructor(double.class).newInstance(0.5);
        Term term = loss.evaluate(new Signals(new int[] {0, 1}, logits(1, 2, 3, 4), logits(0, 2, 1, 1), 0));
        // Differences 1, 0, 2, 3: 0.5 * (1 + 0 + 4 + 9) / 4, and the gradient 2 * 0.5 * difference / 4.
        assertEquals(1.75, term.value(), 1e-12);
        assertArrayEquals(
                new double[] {0.25, 0, 0.5, 0.75},
                term.gradients().get(Outputs.LOGITS).dup().data().asDouble(),
                1e-12);
        assertEquals(
                "logits-distance 1.75 = 0.5 * mean-square 3.5",
                term.explanation().replaceAll("(\\.\\d*?[1-9])0+\\b", "$1"));
        assertEquals(java.util.Set.of(Outputs.LOGITS), loss.teacherTaps());
    }

    @Test
    void its_name_and_its_key_are_in_the_index() throws IOException {
        assertEquals(List.of(), compile(loss()));
        String index;
        try (Stream<Path> files = Files.walk(folder.resolve("META-INF"))) {
            index = files.filter(Files::isRegularFile)
                    .map(ContributingTest::text)
                    .collect(Collectors.joining());
        }
        assertTrue(index.contains("logits-distance"), index);
        assertTrue(index.contains("what the mean is multiplied with"), index);
    }

    /** In a process of its own, because the index is read once in each. */
    @Test
    void a_recipe_finds_it_by_name_and_trains_with_it() throws IOException, InterruptedException {
        assertEquals(List.of(), compile(loss()));
        Path runs = folder.resolve("runs");
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(command(runs))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertEquals(0, process.waitFor(), () -> text(said));
        Path run = Cli.onlyRun(runs, "digits-soft-targets");
        String resolved = Files.readString(run.resolve("recipe.resolved.yaml"));
        assertTrue(resolved.contains("type: logits-distance") && resolved.contains("scale: 0.5"), resolved);
        String epoch = Files.readString(run.resolve("seed-7/distilled/metrics.jsonl"));
        assertTrue(epoch.contains("\"name\":\"logits-distance\""), epoch);
    }

    private List<String> command(Path runs) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String path = folder + File.pathSeparator + System.getProperty("java.class.path");
        List<String> words = new ArrayList<>(List.of(java.toString(), "-Xss8m", "-Xmx1g"));
        words.addAll(List.of("--add-opens=java.base/java.nio=ALL-UNNAMED", "-cp", path, "kd4j.cli.Main"));
        words.addAll(List.of(
                "run", Cli.root().resolve("configs/quickstart/digits.yaml").toString(), "--quiet"));
        words.addAll(List.of("--out", runs.toString(), "--set", "seeds=[7]", "--set", "training.epochs=1"));
        words.addAll(List.of("--set", "teacher.training.epochs=1"));
        words.addAll(List.of("--set", "method.objective[1].loss={type: logits-distance, scale: 0.5}"));
        return words;
    }

    @Test
    void a_missing_param_does_not_compile() throws IOException {
        String without = loss().replaceFirst("(?m)^ \\* @param .*\\n", "");
        assertFalse(without.equals(loss()));
        List<String> problems = compile(without);
        assertEquals(1, problems.size(), problems.toString());
        assertTrue(problems.get(0).contains("scale"), problems.get(0));
    }

    private static String loss() throws IOException {
        List<String> blocks = Markdown.of("CONTRIBUTING.md").blocks("java");
        return blocks.stream()
                .filter(block -> block.contains("record LogitsDistance"))
                .findFirst()
                .orElseThrow();
    }

    private static Outputs logits(double... values) {
        return Outputs.ofLogits(Nd4j.createFromArray(values).reshape(2, 2));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    /** The problems that the compiler has, with KD4J's annotation processor at work. */
    private List<String> compile(String record) {
        return new SourceText("kd4j.loss.LogitsDistance", HEAD + record).compile(folder, new ComponentProcessor());
    }
}
