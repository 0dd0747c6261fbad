package kd4j.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Expected numbers by hand. */
class ProgressTest {
    private static final Plan PLAN = Plan.of(new TreeMap<>(Map.of(
            "seeds",
            "[1, 22]",
            "teacher.training.epochs",
            "10",
            "teacher.each-seed",
            "false",
            "training.epochs",
            "100")));

    private static String words(Map<String, Trainings.Count> counts) {
        return Progress.of(Optional.of(PLAN), counts).words(true);
    }

    @Test
    void one_teacher_serves_all_seeds_unless_each_has_its_own() {
        assertEquals(410, PLAN.epochs().values().stream().mapToInt(i -> i).sum());
        Map<String, String> each = new TreeMap<>(Map.of(
                "seeds",
                "[1,22]",
                "teacher.training.epochs",
                "10",
                "teacher.each-seed",
                "true",
                "training.epochs",
                "100"));
        assertEquals(
                420,
                Plan.of(new TreeMap<>(each)).epochs().values().stream()
                        .mapToInt(i -> i)
                        .sum());
        each.remove("teacher.training.epochs"); // a teacher from a file
        assertEquals(
                400,
                Plan.of(new TreeMap<>(each)).epochs().values().stream()
                        .mapToInt(i -> i)
                        .sum());
    }

    /** 10 epochs of the teacher took 5 s, 50 of a student 100 s: 50 + 300 epochs of 2 s are left. */
    @Test
    void what_is_left_takes_as_long_as_what_was() {
        assertEquals(
                "60 of 410 epochs, about 12 min left",
                words(Map.of(
                        "seed-1/teacher", new Trainings.Count(10, 5, true),
                        "seed-1/student-alone", new Trainings.Count(50, 100, false))));
    }

    @Test
    void a_training_that_ended_early_is_whole() {
        assertEquals(
                "110 of 410 epochs, about 5 min left",
                words(Map.of(
                        "seed-1/teacher", new Trainings.Count(10, 5, true),
                        "seed-1/student-alone", new Trainings.Count(30, 30, true))));
    }

    @Test
    void nothing_is_guessed_of_arms_that_nobody_has_seen() {
        assertEquals("4 of 410 epochs", words(Map.of("seed-1/teacher", new Trainings.Count(4, 2, false))));
        assertEquals(
                "7 epochs",
                Progress.of(Optional.empty(), Map.of("seed-1/distilled", new Trainings.Count(7, 7, false)))
                        .words(true));
    }
}
