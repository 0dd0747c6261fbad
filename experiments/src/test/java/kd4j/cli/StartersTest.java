package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kd4j.data.Data;
import kd4j.data.DataPlace;
import kd4j.data.Partition;
import kd4j.data.TargetForm;
import kd4j.data.Truth;
import kd4j.engine.Event;
import kd4j.engine.Task;
import kd4j.engine.TrainingLoop;
import kd4j.engine.TrainingState;
import kd4j.model.Architecture;
import kd4j.model.Network;
import kd4j.recipe.Recipe;
import kd4j.recipe.Recipes;
import kd4j.teacher.Teacher;
import kd4j.teacher.TrainedTeacher;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of methods, by their starter recipes: short, resumed to the same bits. {@link ConfigsTest} runs and exports them. */
class StartersTest {
    private static final DataPlace PLACE = new DataPlace(Cli.root(), Cli.root());

    static List<Path> starters() throws IOException {
        try (Stream<Path> files = Files.list(Cli.root().resolve("configs/starters"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("starters")
    void is_short(Path starter) throws IOException {
        List<String> lines = Files.readAllLines(starter);
        assertTrue(lines.size() < 30, lines.size() + " lines");
    }

    /** Three epochs of two steps: a method whose first stage is a third of the training changes stages on the way. */
    @ParameterizedTest
    @MethodSource("starters")
    void goes_on_from_any_epoch_to_the_same_bits(Path starter) throws IOException {
        Recipe recipe = Recipes.read(starter, List.of("training.epochs=3", "training.batch=647"))
                .get(0)
                .recipe();
        List<TrainingState> states = new ArrayList<>();
        TrainingState straight = loop(recipe, e -> {
                    if (e instanceof Event.EpochDone done) {
                        states.add(done.state().copy());
                    }
                })
                .run();
        for (TrainingState state : states) {
            TrainingLoop later = loop(recipe, e -> {});
            later.resume(state);
            TrainingState end = later.run();
            assertEquals(straight.parameters(), end.parameters(), "from epoch " + state.epoch());
            assertEquals(straight.optimizer(), end.optimizer());
            assertEquals(straight.session(), end.session());
            assertEquals(straight.progress(), end.progress());
        }
    }

    private static Data standard(Recipe recipe, Data data) {
        return data.kind() == Truth.Kind.CLASSES
                ? data
                : data.in(TargetForm.standard(
                        data.train(), data.outputs(), recipe.data().quantiles().orElse(List.of())));
    }

    private static TrainingLoop loop(Recipe recipe, Event.Listener listener) {
        Data data = standard(recipe, recipe.data().dataset().load(PLACE));
        Partition rows = Partition.of(data.train(), recipe.data().validation(), 0);
        int classes = data.outputs().size();
        // An untrained network stands in for the teacher, one of the student's kind for a teacher from a file.
        Architecture kind = recipe.teacher().trained().stream()
                .findFirst()
                .map(TrainedTeacher::architecture)
                .orElse(recipe.student().architecture());
        Network teacher = Network.create(kind.blueprint(data.shape(), classes), 3);
        Network student = Network.create(recipe.student().architecture().blueprint(data.shape(), classes), 7);
        Task task = new Task(
                student,
                Optional.of(Teacher.of(teacher)),
                recipe.method(),
                recipe.training(),
                rows.train(),
                rows.validation(),
                List.of(),
                7);
        return new TrainingLoop(task.compressing(recipe.plan()), List.of(listener));
    }
}
