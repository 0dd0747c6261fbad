package kd4j.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kd4j.component.Components;
import kd4j.component.Part;
import kd4j.data.Transform;
import kd4j.loss.Loss;
import kd4j.optim.Adam;
import kd4j.optim.AdamW;
import kd4j.optim.Constant;
import kd4j.optim.Cosine;
import kd4j.optim.Never;
import kd4j.optim.Optimizer;
import kd4j.optim.Schedule;
import kd4j.optim.Sgd;
import kd4j.optim.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BinderTest {
    @Test
    void defaultsAreThoseOfTheAnnotations() {
        assertEquals(
                new TestParts.Everything(
                        1,
                        2,
                        0.5,
                        true,
                        "words",
                        TestParts.Activation.LEAKY_RELU,
                        Optional.empty(),
                        List.of(),
                        Map.of()),
                everything("{}"));
        assertEquals(
                new Training(
                        3,
                        64,
                        new Adam(new Constant(0.001), 0.9, 0.999, 1e-8, 0),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        new Never()),
                Binder.bind(Training.class, "t", "epochs: 3"));
    }

    @Test
    void everyKindOfValue() {
        assertEquals(
                new TestParts.Everything(
                        -2147483648,
                        9223372036854775807L,
                        -150,
                        false,
                        "a b: c",
                        TestParts.Activation.RELU,
                        Optional.of(3.0),
                        List.of(1, -2),
                        Map.of("x", "1", "true", "yes")),
                everything(
                        """
                        whole: -2147483648
                        wide: 9223372036854775807
                        real: -1.5e2
                        flag: false
                        text: "a b: c"
                        choice: relu
                        maybe: 3
                        list: [1, -2]
                        map: {x: "1", "true": 'yes'}
                        """));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "0, 0",
        "-0, -0.0",
        "+2, 2",
        ".5, 0.5",
        "1., 1",
        "1e3, 1000",
        "1E-3, 0.001",
        "4.9e-324, 4.9e-324"
    })
    void numbers(String yaml, double value) {
        assertEquals(value, everything("real: " + yaml).real());
    }

    @ParameterizedTest
    @ValueSource(strings = {"words", "2024-05-01", "v1", "1e", "a:b", "north", "ON-time", "..", "-", "1.2.3"})
    void textWithoutQuotes(String yaml) {
        assertEquals(
                yaml, everything("text: " + (yaml.equals("-") ? "\"-\"" : yaml)).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n",
                "Yes",
                "NO",
                "off",
                "True",
                "null",
                "~",
                "12",
                "1.5",
                "-1e5",
                "010",
                "0x1F",
                "0o7",
                "0b1",
                "1_000",
                "12:30:45",
                ".inf",
                "-.INF",
                ".NaN"
            })
    void textThatNeedsQuotes(String yaml) {
        assertEquals(
                "given %s; allowed: text (to give it as text, quote it: \"%s\")".formatted(yaml, yaml),
                onlyProblem(TestParts.Everything.class, "text: " + yaml).message());
        assertEquals(yaml, everything("text: \"%s\"".formatted(yaml)).text());
    }

    @Test
    void plainWordsAndNumbersStandForParts() {
        assertEquals(new Cosine(0.5, 0), Binder.bind(Schedule.class, "t", "{type: cosine, peak: 0.5}"));
        assertEquals(new Constant(0.5), Binder.bind(Schedule.class, "t", "0.5"));
        assertEquals(
                new AdamW(new Constant(0.001), 0.9, 0.999, 1e-8, 0.01), Binder.bind(Optimizer.class, "t", "adamw"));
        assertEquals(
                new Sgd(new Constant(2), 0.9, false, 0), Binder.bind(Optimizer.class, "t", "{type: sgd, rate: 2}"));
        assertEquals(new TestParts.ToyScale(), Binder.bind(Transform.class, "t", "toy-scale"));
    }

    @Test
    void inlinedPartSharesItsSectionsKeys() {
        assertEquals(
                new DataSection(
                        new TestParts.ToyRows(5, Optional.empty()),
                        3,
                        0,
                        Optional.empty(),
                        List.of(new TestParts.ToyScale())),
                Binder.bind(
                        DataSection.class, "t", "{validation: 3, type: toy-rows, transforms: [toy-scale], rows: 5}"));
        assertEquals(
                new DataSection(new TestParts.ToyRows(100, Optional.empty()), 0.1, 0, Optional.empty(), List.of()),
                Binder.bind(DataSection.class, "t", "toy-rows"));
    }

    @Test
    void objectionThatMayBeAboutAStandInIsNotTold() {
        Problem problem = onlyProblem(Schedule.class, "{type: cosine, peak: high, floor: 0.4}");
        assertEquals("peak", problem.path());
    }

    @Test
    void nullLeavesAnOptionalOut() {
        assertEquals(Optional.empty(), everything("maybe: null").maybe());
        assertEquals(
                "given nothing; allowed: a finite number",
                onlyProblem(TestParts.Everything.class, "maybe:").message());
    }

    @Test
    void placesCountFromOneInLinesAndColumns() {
        Problem problem = onlyProblem(Loss.class, "# comment\n\ntype: toy-targets\ntemperature:\n   hot\n");
        assertEquals(new Problem("t", 5, 4, "temperature", "given hot; allowed: a finite number"), problem);
        assertEquals("t:5:4  temperature\n  given hot; allowed: a finite number", problem.toString());
    }

    @Test
    void aTooLongTextIsNotRead() {
        assertEquals(
                "1048577 characters are given; allowed: 1048576",
                onlyProblem(Loss.class, "#".repeat((1 << 20) + 1)).message());
    }

    @Test
    void everyDefaultBinds() {
        for (Class<?> family : TestParts.FAMILIES) {
            Components.parts(family).forEach(BinderTest::defaultsBind);
        }
    }

    private static void defaultsBind(Part part) {
        part.keys().stream().filter(key -> key.defaultYaml().isPresent()).forEach(key -> {
            Problems problems = new Problems();
            Place place = new Place(Place.Via.DEFAULT, part.name(), 1, 1);
            Tree tree = Binder.defaultTree(key.defaultYaml().orElseThrow(), place);
            new Binder(problems, Set.of()).bind(key.kind(), tree, key.name());
            assertEquals(List.of(), problems.sorted());
        });
    }

    private static TestParts.Everything everything(String yaml) {
        return Binder.bind(TestParts.Everything.class, "t", yaml);
    }

    private static Problem onlyProblem(Class<?> type, String yaml) {
        RecipeException e = assertThrows(RecipeException.class, () -> Binder.bind(type, "t", yaml));
        assertEquals(1, e.problems().size(), e.getMessage());
        return e.problems().get(0);
    }
}
