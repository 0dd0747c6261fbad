package kd4j.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kd4j.component.ComponentException;
import kd4j.component.Components;
import kd4j.component.KeyException;
import kd4j.method.BiasShift;
import kd4j.optim.Constant;
import kd4j.optim.Cosine;
import kd4j.optim.Optimizer;
import kd4j.optim.Schedule;
import kd4j.optim.Sgd;
import kd4j.optim.Steps;
import kd4j.optim.WarmUp;
import org.junit.jupiter.api.Test;

final class CodecTest {
    private static final Map<String, Object> COSINE = Map.of("type", "cosine", "peak", 0.1, "floor", 0.0);

    @Test
    void describesPartsByTypeAndKeys() {
        Sgd sgd = new Sgd(new WarmUp(1.5, new Cosine(0.1, 0)), 0.9, true, 0);
        assertEquals(
                "{type=sgd, rate={type=warm-up, epochs=1.5, then={type=cosine, peak=0.1, floor=0.0}}, momentum=0.9,"
                        + " nesterov=true, weight-decay=0.0, decay-norm-and-bias=true}",
                Components.describe(sgd).toString());
    }

    @Test
    void leavesEmptyOptionalsOut() {
        assertEquals(
                "{classes=[3], largest=20.0, step=0.1}",
                Components.describe(new BiasShift(List.of(3), 20, 0.1)).toString());
        assertEquals(
                Map.of("architecture", Map.of("type", "small-net", "hidden", List.of(16), "activation", "relu")),
                Components.describe(new StudentSection(
                        new TestParts.SmallNet(List.of(16), TestParts.Activation.RELU), Optional.empty())));
    }

    @Test
    void restoresWhatWasDescribed() {
        Sgd sgd = new Sgd(new WarmUp(2, new Steps(0.1, List.of(1.0, 2.5), 0.5)), 0.9, true, 1e-4);
        assertEquals(sgd, Components.restore(Optimizer.class, Components.describe(sgd)));
    }

    @Test
    void takesNumbersAsJsonGivesThem() {
        assertEquals(new Constant(1), Components.restore(Schedule.class, Map.of("type", "constant", "rate", 1)));
        assertEquals(
                new Steps(1, List.of(2.0), 0.5),
                Components.restore(
                        Schedule.class, Map.of("type", "steps", "rate", 1L, "at", List.of(2), "factor", 0.5f)));
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertMiss("a stored schedule has no 'type': {peak=1.0}", Map.of("peak", 1.0));
        assertMiss(
                "no schedule is called 'cosin'. Did you mean 'cosine'? There are: constant, cosine, steps, warm-up",
                Map.of("type", "cosin"));
        assertMiss(
                "a stored 'cosine' lacks 'floor'; its keys: peak (required), floor (0.0)",
                Map.of("type", "cosine", "peak", 1.0));
        assertMiss(
                "a stored 'constant' has rate = fast, which does not fit DOUBLE",
                Map.of("type", "constant", "rate", "fast"));
        assertMiss(
                "a stored 'constant' has the unknown keys [x]; its keys: rate (required)",
                Map.of("type", "constant", "rate", 1.0, "x", 1));
        assertThrows(
                KeyException.class, () -> Components.restore(Schedule.class, Map.of("type", "constant", "rate", -1.0)));
        assertEquals(new Cosine(0.1, 0), Components.restore(Schedule.class, COSINE));
    }

    private static void assertMiss(String message, Map<String, Object> description) {
        ComponentException e =
                assertThrows(ComponentException.class, () -> Components.restore(Schedule.class, description));
        assertEquals(message, e.getMessage());
    }
}
