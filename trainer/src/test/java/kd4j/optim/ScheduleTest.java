package kd4j.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kd4j.component.KeyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Schedules against values worked out by hand. */
class ScheduleTest {
    private static final double TINY = 1e-15;

    @Test
    void constantStaysTheSame() {
        Schedule schedule = new Constant(0.3);
        assertEquals(0.3, schedule.at(0, 10), 0);
        assertEquals(0.3, schedule.at(9.99, 10), 0);
    }

    @Test
    void stepsChangeTheRateAtTheirEpochs() {
        Schedule schedule = new Steps(0.1, List.of(82.0, 123.0), 0.1);
        assertEquals(0.1, schedule.at(0, 164), 0);
        assertEquals(0.1, schedule.at(81.999, 164), 0);
        assertEquals(0.01, schedule.at(82, 164), TINY);
        assertEquals(0.01, schedule.at(122.5, 164), TINY);
        assertEquals(0.001, schedule.at(123, 164), TINY);
        assertEquals(0.001, schedule.at(163.9, 164), TINY);
        assertEquals(0.5, new Steps(0.5, List.of(), 0.1).at(7, 10), 0);
    }

    /** cos(60 degrees) = 1/2 and cos(45 degrees) = 1/sqrt(2). */
    @Test
    void cosineFallsFromPeakToFloor() {
        Schedule schedule = new Cosine(1.0, 0.2);
        assertEquals(1.0, schedule.at(0, 12), 0);
        assertEquals(0.2 + 0.8 * 0.75, schedule.at(4, 12), TINY);
        assertEquals(0.6, schedule.at(6, 12), TINY);
        assertEquals(0.2 + 0.8 * (1 + Math.sqrt(0.5)) / 2, schedule.at(3, 12), TINY);
        assertEquals(0.2, schedule.at(12, 12), TINY);
        assertEquals(0.2, schedule.at(13, 12), TINY);
        assertTrue(new Cosine(1, 0).at(11.99, 12) > 0);
    }

    @Test
    void warmUpGrowsInAStraightLineAndThenTheOtherScheduleStarts() {
        Schedule schedule = new WarmUp(4, new Cosine(0.8, 0));
        assertEquals(0, schedule.at(0, 12), 0);
        assertEquals(0.2, schedule.at(1, 12), TINY);
        assertEquals(0.7, schedule.at(3.5, 12), TINY);
        assertEquals(0.8, schedule.at(4, 12), TINY);
        assertEquals(0.4, schedule.at(8, 12), TINY);
        assertEquals(0, schedule.at(12, 12), TINY);
    }

    /** Four steps in an epoch: a warm-up of half an epoch is two steps, with a half and all of the rate. */
    @Test
    void noStepOfAWarmUpHasRateZero() {
        Schedule schedule = new WarmUp(0.5, new Cosine(0.8, 0));
        assertEquals(0.4, schedule.at(0, 1, 0.25), TINY);
        assertEquals(0.8, schedule.at(0.25, 1, 0.25), TINY);
        assertEquals(0.8, schedule.at(0.5, 1, 0.25), TINY);
        assertEquals(0.4, schedule.at(0.75, 1, 0.25), TINY);
    }

    @Test
    void aWarmUpShorterThanAStepIsNoWarmUp() {
        assertEquals(0.3, new WarmUp(0.1, new Constant(0.3)).at(0, 1, 0.25), 0);
    }

    @Test
    void otherSchedulesGoByTheBeginningOfTheStep() {
        assertEquals(0.5, new Constant(0.5).at(0, 4, 0.25), 0);
        assertEquals(1.0, new Cosine(1, 0).at(0, 12, 0.25), 0);
        assertEquals(0.1, new Steps(0.1, List.of(1.0), 0.5).at(0.9, 4, 0.25), 0);
    }

    @Test
    void stepsAfterAWarmUpCountFromItsEnd() {
        Schedule schedule = new WarmUp(2, new Steps(0.1, List.of(3.0), 0.5));
        assertEquals(0.1, schedule.at(4.9, 10), 0);
        assertEquals(0.05, schedule.at(5, 10), TINY);
    }

    @Test
    void warmUpLongerThanTheTrainingNeverReachesThePeak() {
        Schedule schedule = new WarmUp(10, new Cosine(1, 0));
        assertEquals(0, schedule.at(0, 4), 0);
        assertEquals(0.2, schedule.at(2, 4), TINY);
        assertEquals(0.4, schedule.at(4, 4), TINY);
    }

    @Test
    void warmUpAsLongAsTheTrainingEndsAtThePeak() {
        assertEquals(1, new WarmUp(4, new Cosine(1, 0)).at(4, 4), 0);
    }

    @Test
    void settingsOutsideTheirRangeAreRefused() {
        refused("rate is 0.0; allowed: a number > 0", () -> new Constant(0));
        refused("peak is NaN; allowed: a number > 0", () -> new Cosine(Double.NaN, 0));
        refused("floor is 0.2; allowed: a number from 0 to the peak 0.1", () -> new Cosine(0.1, 0.2));
        refused("epochs is 0.0; allowed: a number > 0", () -> new WarmUp(0, new Constant(1)));
        refused(
                "at is [5.0, 5.0]; allowed: epochs > 0, each larger than the one before",
                () -> new Steps(0.1, List.of(5.0, 5.0), 0.1));
    }

    @Test
    void patienceStopsWhenEpochsHavePassedWithoutImprovement() {
        Stop stop = new Patience(3);
        assertEquals(false, stop.now(5, 3));
        assertEquals(true, stop.now(6, 3));
        assertEquals(false, new Never().now(1000, 1));
    }

    private static void refused(String message, Executable settings) {
        assertEquals(message, assertThrows(KeyException.class, settings).getMessage());
    }
}
