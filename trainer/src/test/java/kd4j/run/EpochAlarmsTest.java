package kd4j.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import kd4j.engine.Idle;
import kd4j.loss.Part;
import org.junit.jupiter.api.Test;

/** Epochs of 40 steps: a term without effect has 100 of them in the third epoch. */
class EpochAlarmsTest {
    private static final List<Part> TERMS = List.of(Part.of(1, "kl", 2), Part.of(1, "hint", 3));
    private static final String SAID = Idle.sentence("hint");

    private static List<String> epoch(EpochAlarms alarms, int number, double share) {
        return alarms.of(40L * number, TERMS, Map.of("kl", 1 - share, "hint", share));
    }

    private static MetricsLog.Line line(int number, double share, List<String> said) {
        return new MetricsLog.Line(
                number, 40L * number, 0.1, 5, TERMS, Map.of("kl", 1 - share, "hint", share), null, 1, 0, 0, said, null);
    }

    @Test
    void a_term_without_effect_is_told_once_in_the_epoch_of_its_hundredth_step() {
        EpochAlarms alarms = new EpochAlarms();
        assertEquals(List.of(), epoch(alarms, 1, 1e-8));
        assertEquals(List.of(), epoch(alarms, 2, 0));
        assertEquals(List.of(SAID), epoch(alarms, 3, 0));
        assertEquals(List.of(), epoch(alarms, 4, 0));
    }

    @Test
    void an_effect_in_between_begins_the_count_anew() {
        EpochAlarms alarms = new EpochAlarms();
        epoch(alarms, 1, 0);
        epoch(alarms, 2, 0.5);
        assertEquals(List.of(), epoch(alarms, 3, 0));
        assertEquals(List.of(), epoch(alarms, 4, 0));
        assertEquals(List.of(SAID), epoch(alarms, 5, 0));
    }

    /** The same lines, however often the training was stopped in between. */
    @Test
    void a_training_that_goes_on_says_the_same() {
        EpochAlarms after = new EpochAlarms();
        after.seen(line(1, 0, List.of("the teacher is blind")));
        after.seen(line(2, 0, List.of()));
        after.hear("the teacher is blind");
        assertEquals(List.of(SAID), epoch(after, 3, 0));
        EpochAlarms later = new EpochAlarms();
        later.seen(line(1, 0, List.of("the teacher is blind")));
        later.seen(line(2, 0, null)); // as an older version wrote it
        later.seen(line(3, 0, List.of(SAID)));
        assertEquals(List.of(), epoch(later, 4, 0));
    }

    @Test
    void what_was_heard_before_the_first_step_stands_first() {
        EpochAlarms alarms = new EpochAlarms();
        alarms.hear("the teacher is blind");
        assertEquals(List.of("the teacher is blind"), epoch(alarms, 1, 0.5));
        assertEquals(List.of(), epoch(alarms, 2, 0.5));
    }
}
