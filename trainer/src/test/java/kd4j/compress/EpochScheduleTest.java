package kd4j.compress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import kd4j.component.KeyException;
import kd4j.compress.EpochSchedule.FineTuning;
import kd4j.compress.EpochSchedule.Unit;
import kd4j.engine.Event;
import kd4j.engine.TrainingLoop;
import org.junit.jupiter.api.Test;

/** Numbers counted by hand: {@link Trainings} have 5 epochs of 6 steps. */
class EpochScheduleTest {
    private static long[] turns(EpochSchedule schedule) {
        return schedule.turns(Trainings.setting());
    }

    @Test
    void turns_in_epochs() {
        assertArrayEquals(new long[] {9}, turns(EpochSchedule.at(1.5)));
        assertArrayEquals(new long[] {6, 12, 18}, turns(EpochSchedule.between(1, 3)));
        EpochSchedule often = new EpochSchedule(0, Optional.of(1.2), Optional.of(0.5), Unit.EPOCHS, FineTuning.METHOD);
        assertArrayEquals(new long[] {0, 3, 6, 7}, turns(often));
        assertArrayEquals(new long[] {0, 1}, often.epochTurns(Trainings.setting()));
    }

    @Test
    void turns_in_shares() {
        EpochSchedule shares =
                new EpochSchedule(0.2, Optional.of(1.0), Optional.of(0.4), Unit.SHARES, FineTuning.METHOD);
        // The last step is the last turn that there can be.
        assertArrayEquals(new long[] {6, 18, 29}, turns(shares));
        assertArrayEquals(new long[] {1, 3, 4}, shares.epochTurns(Trainings.setting()));
    }

    /** A distance of nothing would be an endless list. */
    @Test
    void has_at_most_a_turn_a_step() {
        EpochSchedule dense =
                new EpochSchedule(1, Optional.of(2.0), Optional.of(1e-12), Unit.EPOCHS, FineTuning.METHOD);
        assertArrayEquals(new long[] {6, 7, 8, 9, 10, 11, 12}, turns(dense));
    }

    @Test
    void progress_is_that_between_first_and_last_turn() {
        long[] turns = {6, 12, 18};
        assertEquals(0, EpochSchedule.progress(turns, 6));
        assertEquals(0.5, EpochSchedule.progress(turns, 12));
        assertEquals(1, EpochSchedule.progress(turns, 18));
        assertEquals(1, EpochSchedule.progress(new long[] {4}, 4));
    }

    @Test
    void refuses_shares_beyond_the_training() {
        KeyException e = assertThrows(
                KeyException.class,
                () -> new EpochSchedule(1, Optional.empty(), Optional.empty(), Unit.SHARES, FineTuning.METHOD));
        assertTrue(e.getMessage().contains("a share from 0 to below 1"), e.getMessage());
    }

    /** The objective has two terms with the teacher and one without. */
    @Test
    void labels_alone_from_its_first_turn_on() {
        EpochSchedule schedule =
                new EpochSchedule(1.5, Optional.empty(), Optional.empty(), Unit.EPOCHS, FineTuning.LABELS);
        Prune prune = new Prune(
                Optional.of(0.5),
                Optional.empty(),
                Prune.Structure.WEIGHT,
                Prune.Criterion.L1,
                0,
                Prune.Scope.LAYER,
                Prune.Growth.CONSTANT,
                List.of("*"),
                schedule);
        TrainingLoop loop = Trainings.loop(List.of(prune), Trainings.adam(), event -> {
            if (event instanceof Event.StepDone done) {
                boolean before = (done.epoch() - 1) * 6 + done.step() <= 9;
                assertEquals(before ? 2 : 1, done.term().parts().size());
            }
        });
        loop.run();
        assertFalse(loop.outcomes().isEmpty());
    }
}
