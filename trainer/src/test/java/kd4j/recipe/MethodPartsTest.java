package kd4j.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import kd4j.loss.CrossEntropy;
import kd4j.loss.SoftTargets;
import kd4j.loss.course.Course;
import kd4j.loss.course.HalfCosine;
import kd4j.loss.course.Linear;
import kd4j.method.Method;
import kd4j.method.Plain;
import kd4j.method.Stage;
import kd4j.method.Stages;
import kd4j.method.Taps;
import kd4j.method.WeightedLoss;
import kd4j.method.adapter.PointwiseConvolution;
import org.junit.jupiter.api.Test;

/** Taps, adapters, courses and stages as they stand in recipes. */
class MethodPartsTest {
    private static Method bind(String yaml) {
        return Binder.bind(Method.class, "m.yaml", yaml);
    }

    private static WeightedLoss one(String summand) {
        return ((Plain) bind("{type: plain, objective: [" + summand + "]}"))
                .objective()
                .get(0);
    }

    private static Taps at(String at) {
        return one("{at: " + at + ", loss: cross-entropy}").at().orElseThrow();
    }

    @Test
    void layersAreOneNameOrAListOrOfBothNetworks() {
        assertEquals(Taps.of("stage3"), at("stage3"));
        assertEquals(Taps.of("block2*"), at("block2*"));
        assertEquals(new Taps(List.of("a", "b"), Optional.empty()), at("[a, b]"));
        assertEquals(Taps.of("a", "b"), at("{student: a, teacher: b}"));
        assertEquals(
                new Taps(List.of("a", "b"), Optional.of(List.of("c", "d"))), at("{student: [a, b], teacher: [c, d]}"));
        assertEquals(new Taps(List.of("a"), Optional.of(List.of("b"))), at("{student: a, teacher: [b]}"));
    }

    @Test
    void aWeightIsANumberOrACourse() {
        assertEquals(Course.of(0.25), one("{weight: 0.25, loss: cross-entropy}").weight());
        assertEquals(
                new Linear(1, 0, 0.5, 1),
                one("{weight: {type: linear, from: 1, to: 0, begin: 0.5}, loss: cross-entropy}")
                        .weight());
        assertEquals(
                new SoftTargets(new HalfCosine(8, 2), SoftTargets.Scale.TEMPERATURE_SQUARED, SoftTargets.Mean.ROWS),
                one("{loss: {type: soft-targets, temperature: {type: cosine, from: 8, to: 2}}}")
                        .loss());
        assertEquals(
                new SoftTargets(3),
                one("{loss: {type: soft-targets, temperature: 3}}").loss());
    }

    @Test
    void stagesAreBound() {
        WeightedLoss hint = new WeightedLoss(1, Taps.of("a", "b"), new PointwiseConvolution(), new CrossEntropy());
        Stage first = new Stage(
                Optional.of(2.0), Optional.empty(), List.of(hint), List.of("x*"), List.of(), Optional.empty());
        Stage last = new Stage(
                Optional.empty(),
                Optional.empty(),
                List.of(new WeightedLoss(1, new CrossEntropy())),
                List.of(),
                List.of(),
                Optional.empty(),
                false);
        assertEquals(
                new Stages(List.of(first, last)),
                bind(
                        """
                        type: stages
                        stages:
                          - epochs: 2
                            freeze: ['x*']
                            objective: [{at: {student: a, teacher: b}, adapter: conv-1x1, loss: cross-entropy}]
                          - {objective: [{loss: cross-entropy}], restart: false}
                        """));
    }

    @Test
    void whatIsWrittenBackBindsToTheSame() {
        Method method = bind(
                """
                type: plain
                objective:
                  - {weight: {type: levels, values: [1, 0], at: [0.5]}, at: [a, b*], adapter: {type: variational, hidden: 3}, loss: cross-entropy}
                  - {weight: 2, at: {student: a, teacher: b}, loss: {type: soft-targets, temperature: 2}}
                """);
        assertEquals(method, bind(ResolvedYaml.of((Record) method)));
    }

    @Test
    void mistakesAreNamed() {
        String message = assertThrows(
                        RecipeException.class,
                        () -> bind(
                                """
                                type: plain
                                objective:
                                  - {weight: -1, loss: cross-entropy}
                                  - {at: {studnt: a}, loss: cross-entropy}
                                  - {at: 3, loss: cross-entropy}
                                  - {adapter: conv-1x1, loss: cross-entropy}
                                  - {loss: {type: soft-targets, temperature: {type: linear, from: 4, to: 0}}}
                                """))
                .getMessage();
        for (String part : List.of(
                "a number >= 0",
                "objective[1].at.studnt",
                "Did you mean 'student'?",
                "objective[2].at.student[0]",
                "only where 'at' says for which layers",
                "objective[4].loss.temperature",
                "a number > 0")) {
            assertTrue(message.contains(part), part + " in " + message);
        }
    }

    @Test
    void editorsKnowTheShortForms() {
        String schema = Schema.json().replaceAll("\\s+", " ");
        assertTrue(
                schema.contains(
                        "\"taps\" : { \"anyOf\" : [ { \"anyOf\" : [ { \"type\" : \"string\" }, { \"type\" : \"array\""),
                schema.substring(schema.indexOf("\"taps\""), schema.indexOf("\"taps\"") + 300));
    }
}
