package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kd4j.optim.Adam;
import kd4j.optim.Cosine;
import kd4j.optim.Training;
import kd4j.recipe.Problem;
import kd4j.recipe.Recipe;
import kd4j.recipe.Recipes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;

/** The README's commands and recipes do what it says. */
class ReadmeTest {
    private static final String QUICKSTART = "configs/quickstart/digits.yaml";
    private static final Pattern COMMAND = Pattern.compile("(?:KD4J_\\w+=\\S+ )?\\./kd4j (.+)");
    private static final List<String> SHORT =
            List.of("--set", "training.epochs=1", "--set", "teacher.training.epochs=1", "--quiet");

    /**
     * The first builds the other backend, the second fetches a data set: both need the network. The third serves until somebody
     * ends it, and {@link UiCommandTest} types it.
     */
    private static final Set<String> NOT_TYPED_HERE = Set.of("--cuda run FILE", "data get mnist", "ui DIR");

    private static Markdown page;
    private static Path run;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void read_the_page_and_make_a_run() throws IOException {
        page = Markdown.of("README.md");
        Cli.Answer answer = Cli.type(words("run " + QUICKSTART).toArray());
        assertEquals(0, answer.code(), answer.err());
        assertTrue(answer.out().contains("distilled"), answer.out());
        run = Cli.onlyRun(folder.resolve("runs"), "digits-soft-targets");
        Stock.save(Stock.lenet(28, Activation.RELU), folder.resolve("stock.zip"));
    }

    private static Set<String> commands() {
        Set<String> all = new TreeSet<>();
        Stream<String> lines = page.blocks("").stream().flatMap(String::lines);
        Stream.concat(lines, page.inline().stream())
                .map(COMMAND::matcher)
                .filter(Matcher::matches)
                .forEach(command -> all.add(command.group(1)));
        return all;
    }

    @Test
    void the_page_shows_the_commands_that_people_need_first() {
        Set<String> first = new TreeSet<>();
        commands().forEach(command -> first.add(command.split(" ", -1)[0]));
        assertTrue(
                first.containsAll(List.of("run", "check", "list", "show", "schema", "compare", "verify", "docs")),
                first.toString());
        assertTrue(commands().containsAll(NOT_TYPED_HERE), commands().toString());
    }

    @TestFactory
    Stream<DynamicTest> every_command_ends_well() {
        return commands().stream()
                .filter(command -> !NOT_TYPED_HERE.contains(command))
                .map(command -> DynamicTest.dynamicTest(command, () -> {
                    Cli.Answer answer = Cli.type(words(command).toArray());
                    assertEquals(0, answer.code(), answer.err());
                    assertTrue(!answer.out().isBlank());
                }));
    }

    /** The command with real files in place of FILE and DIR; training is cut to an epoch. */
    private static List<Object> words(String command) {
        List<Object> words = new ArrayList<>();
        for (String word : command.split(" ", -1)) {
            words.add(
                    switch (word) {
                        case "DIR", "DIR..." -> run;
                        case "IN.zip" -> folder.resolve("stock.zip");
                        case "OUT.zip" -> folder.resolve("converted.zip");
                        case "FILE" ->
                            command.startsWith("verify") || command.startsWith("bench file")
                                    ? run.resolve("seed-7/distilled/student.onnx")
                                    : Cli.root().resolve(QUICKSTART);
                        default -> word.startsWith("configs/") ? Cli.root().resolve(word) : word;
                    });
        }
        if (command.startsWith("bench file")) {
            words.addAll(List.of("--rounds", "1", "--warm-up", "0.1", "--seconds", "0.1"));
        } else if (command.startsWith("bench teacher")) {
            words.addAll(List.of("--rounds", "1", "--slice", "0.05", "--out", folder.resolve("forward.csv")));
        }
        if (command.startsWith("teach ") || (command.startsWith("run ") && !command.contains("--resume"))) {
            words.addAll(SHORT);
            words.addAll(List.of("--out", folder.resolve("runs")));
        } else if (command.startsWith("sweep ")) {
            words.addAll(SHORT.subList(0, 4));
            words.addAll(List.of("--out", folder.resolve("runs")));
        } else if (command.startsWith("track ")) {
            words.add("--tensorboard"); // the quick start's recipe names no logs
        } else if (command.equals("runs")) {
            words.add(folder.resolve("runs"));
        }
        return words;
    }

    @Test
    void compare_writes_the_files_that_the_table_names() throws IOException {
        assertTrue(page.inline().containsAll(List.of("--csv FILE", "--markdown FILE")));
        Path csv = folder.resolve("table.csv");
        Path markdown = folder.resolve("table.md");
        assertEquals(
                0,
                Cli.type("compare", run, "--csv", csv, "--markdown", markdown).code());
        assertTrue(Files.readString(csv).contains("student-alone"));
        assertTrue(Files.readString(markdown).contains("|"));
    }

    @Test
    void the_recipe_that_is_shown_is_the_committed_one() throws IOException {
        assertEquals(Files.readString(Cli.root().resolve(QUICKSTART)), yaml(0));
    }

    @Test
    void the_short_constructors_give_what_a_recipe_gives() {
        Recipe recipe = Recipes.read(Cli.root().resolve(QUICKSTART), List.of("training.augment=[]"))
                .get(0)
                .recipe();
        int epochs = recipe.training().epochs();
        assertEquals(new Training(epochs, new Adam(new Cosine(1e-2))), recipe.training());
    }

    @Test
    void each_line_for_own_data_makes_a_right_recipe() throws IOException {
        List<String> lines = yaml(1).lines().toList();
        assertEquals(6, lines.size());
        for (String line : lines) {
            assertRight(yaml(0).replaceFirst("(?m)^data: .*$", Matcher.quoteReplacement(line)), line);
        }
    }

    @Test
    void the_whole_recipe_for_own_data_is_right_and_short() throws IOException {
        assertRight(yaml(2), "the whole recipe");
        assertTrue(yaml(2).lines().count() <= 25);
    }

    @Test
    void each_line_for_an_own_teacher_makes_a_right_recipe() throws IOException {
        List<String> lines = yaml(3).lines().toList();
        assertEquals(6, lines.size());
        for (String line : lines) {
            assertRight(yaml(0).replaceFirst("(?s)\nteacher:.*?\nstudent:", "\n" + line + "\nstudent:"), line);
        }
    }

    @Test
    void each_line_for_kept_answers_makes_a_right_recipe() throws IOException {
        List<String> lines = yaml(4).lines().toList();
        assertEquals(4, lines.size());
        for (String line : lines) {
            assertRight(yaml(0) + line + "\n", line);
        }
    }

    @Test
    void the_plan_of_compression_that_is_shown_is_right() throws IOException {
        assertTrue(yaml(5).startsWith("compress:"), yaml(5));
        assertRight(yaml(0) + yaml(5), "the plan of compression");
    }

    private static String yaml(int number) {
        return page.blocks("yaml").get(number);
    }

    private static void assertRight(String recipe, String what) throws IOException {
        Path file = Files.writeString(folder.resolve("page.yaml"), recipe);
        assertEquals(
                List.of(),
                Recipes.check(file, List.of()).stream().map(Problem::toString).toList(),
                what);
    }

    @Test
    void a_run_leaves_what_the_list_shows() {
        String list = page.blocks("").stream()
                .filter(block -> block.startsWith("runs/"))
                .findFirst()
                .orElseThrow();
        List<String> lines = list.lines().skip(1).toList();
        assertTrue(lines.size() >= 7, list);
        for (String line : lines) {
            Path place = run.resolve(line.strip().split(" ", -1)[0]);
            assertTrue(Files.exists(place), line);
            Pattern.compile("[\\w.-]+\\.(?:jsonl?|csv(?:\\.gz)?|zip|onnx)\\b|\\w+/(?= |$)")
                    .matcher(Files.isDirectory(place) ? line.strip().replaceFirst("\\S+", "") : "")
                    .results()
                    .forEach(file -> assertTrue(Files.exists(place.resolve(file.group())), line));
        }
    }

    @Test
    void the_folders_of_the_module_map_are_there() {
        List<String> rows = Stream.of("trainer", "datasets", "experiments", "configs", "notebooks", "trainer/decisions")
                .filter(name -> !page.inline().contains(name)
                        || !Files.isDirectory(Cli.root().resolve(name)))
                .toList();
        assertEquals(List.of(), rows);
    }
}
