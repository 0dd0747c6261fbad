package kd4j.teacher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kd4j.component.KeyException;
import kd4j.component.ShapeException;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static Answers of(Answers.Gives gives, List<Integer> select, List<Integer> map) {
        return new Answers(gives, List.of(), select, map);
    }

    @Test
    void selectChoosesAndOrders() {
        Answers answers = of(Answers.Gives.LOGITS, List.of(3, 0), List.of());
        assertEquals(2, answers.classes(4));
        assertArrayEquals(new double[] {7, 1}, answers.logits(new double[] {1, 2, 3, 7}), 0);
    }

    /** Shares 1/10, 2/10, 3/10, 4/10: the first and the third are one class, the second is left out. */
    @Test
    void mapAddsProbabilities() {
        Answers answers = of(Answers.Gives.PROBABILITIES, List.of(), List.of(1, -1, 1, 0));
        assertEquals(2, answers.classes(4));
        assertArrayEquals(
                new double[] {Math.log(0.4), Math.log(0.4)}, answers.logits(new double[] {.1, .2, .3, .4}), 1e-12);
    }

    @Test
    void aShareOfNothingStaysFinite() {
        Answers answers = of(Answers.Gives.PROBABILITIES, List.of(), List.of());
        assertArrayEquals(new double[] {0, Math.log(1e-12)}, answers.logits(new double[] {1, 0}), 1e-12);
    }

    @Test
    void contradictionsAreRefused() {
        assertRefused("select", () -> of(Answers.Gives.LOGITS, List.of(0, 0), List.of()));
        assertRefused("select", () -> of(Answers.Gives.LOGITS, List.of(-1), List.of()));
        assertRefused("map", () -> of(Answers.Gives.LOGITS, List.of(0), List.of(0)));
        assertRefused("map", () -> of(Answers.Gives.LOGITS, List.of(), List.of(-2)));
        assertRefused("map", () -> of(Answers.Gives.LOGITS, List.of(), List.of(0, 2)));
        assertRefused("names", () -> new Answers(Answers.Gives.LOGITS, List.of("a", "a"), List.of(), List.of()));
    }

    private static void assertRefused(String key, Runnable work) {
        assertEquals(key, assertThrows(KeyException.class, work::run).key());
    }

    @Test
    void sharesMustAddUpToOne() {
        Answers shares = of(Answers.Gives.PROBABILITIES, List.of(), List.of());
        shares.mustGive(new double[][] {{0.25, 0.75}, {1, 0}});
        String message = assertThrows(
                        ShapeException.class, () -> shares.mustGive(new double[][] {{0.25, 0.75}, {0.5, 0.75}}))
                .getMessage();
        assertTrue(message.contains("[0.5, 0.75] adds up to 1.25000"), message);
    }
}
