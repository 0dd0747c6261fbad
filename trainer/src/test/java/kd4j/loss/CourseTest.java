package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import kd4j.component.KeyException;
import kd4j.loss.course.Course;
import kd4j.loss.course.HalfCosine;
import kd4j.loss.course.Levels;
import kd4j.loss.course.Linear;
import org.junit.jupiter.api.Test;

/** Numbers over a training, against values worked out by hand. */
class CourseTest {
    @Test
    void a_number_stays() {
        assertEquals(4, Course.of(4).at(0.9), 0);
    }

    @Test
    void a_line_goes_between_begin_and_end() {
        Linear line = new Linear(10, 2, 0.25, 0.75);
        assertEquals(10, line.at(0.1), 0);
        assertEquals(6, line.at(0.5), 1e-15);
        assertEquals(2, line.at(0.8), 0);
        assertEquals(2, line.least(), 0);
    }

    /** (1 - cos(pi / 3)) / 2 is a quarter. */
    @Test
    void half_a_cosine_is_slow_at_both_ends() {
        HalfCosine cosine = new HalfCosine(0, 8);
        assertEquals(2, cosine.at(1.0 / 3), 1e-14);
        assertEquals(4, cosine.at(0.5), 1e-14);
        assertEquals(8, cosine.at(1), 1e-14);
    }

    @Test
    void levels_jump() {
        Levels levels = new Levels(List.of(1.0, 0.0, 3.0), List.of(0.5, 0.8));
        assertEquals(1, levels.at(0.49), 0);
        assertEquals(0, levels.at(0.5), 0);
        assertEquals(3, levels.at(0.99), 0);
        assertEquals(0, levels.least(), 0);
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertEquals(
                "end is 0.2; allowed: a share of the training, above begin and at most 1",
                assertThrows(KeyException.class, () -> new Linear(1, 0, 0.5, 0.2))
                        .getMessage());
        assertThrows(KeyException.class, () -> new Levels(List.of(1.0, 2.0), List.of()));
        assertThrows(KeyException.class, () -> new Levels(List.of(1.0, 2.0, 3.0), List.of(0.6, 0.6)));
        assertThrows(KeyException.class, () -> Course.of(Double.NaN));
    }

    @Test
    void a_temperature_may_fall() {
        SoftTargets falling =
                new SoftTargets(new Linear(4, 2), SoftTargets.Scale.TEMPERATURE_SQUARED, SoftTargets.Mean.ROWS);
        Signals start = SoftTargetsTest.someSignals(0);
        Signals end = SoftTargetsTest.someSignals(1);
        assertEquals(new SoftTargets(4).evaluate(start), falling.evaluate(start));
        assertEquals(new SoftTargets(2).evaluate(end), falling.evaluate(end));
    }
}
