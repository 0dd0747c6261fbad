package kd4j.compress;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.component.Section;

/**
 * When a step of a plan works. It has its turns at {@code begin}, at {@code begin + every}, {@code begin + 2 every} and so on, and at {@code
 * end}; without an end it has one turn. What follows is fine-tuning: the training goes on to its last epoch with what the step made. A
 * step that changes the layers of the network has its turns between epochs, with the moments rounded down.
 *
 * @param begin the first turn, from 0
 * @param end the last turn, from {@code begin}
 * @param every from one turn to the next, > 0; one epoch when left out
 * @param unit what these numbers count: {@code epochs}, or {@code shares} of the training from 0 to 1
 * @param fineTuning what is learnt from {@code begin} on: {@code method} goes on with the recipe's method and its teacher; {@code
 *     labels} trains on the labels alone
 */
@Section
public record EpochSchedule(
        double begin,
        Optional<Double> end,
        Optional<Double> every,
        @Default("epochs") Unit unit,
        @Default("method") FineTuning fineTuning) {
    /** What moments are counted in. */
    public enum Unit {
        /** Passes over the training rows. */
        EPOCHS,
        /** Shares of the whole training. */
        SHARES
    }

    /** What the training goes on with. */
    public enum FineTuning {
        /** The method of the training. */
        METHOD,
        /** The labels alone. */
        LABELS
    }

    public EpochSchedule {
        Require.notNegative("begin", begin);
        double first = begin;
        end.ifPresent(e -> Require.that(e >= first && Double.isFinite(e), "end", e, "a number from begin, " + first));
        every.ifPresent(e -> Require.positive("every", e));
        if (unit == Unit.SHARES) {
            Require.that(begin < 1, "begin", begin, "a share from 0 to below 1");
            end.ifPresent(e -> Require.that(e <= 1, "end", e, "a share from begin to 1"));
        }
    }

    /** One turn, at an epoch. */
    public static EpochSchedule at(double epoch) {
        return new EpochSchedule(epoch, Optional.empty(), Optional.empty(), Unit.EPOCHS, FineTuning.METHOD);
    }

    /** A turn with each epoch from the first to the last of these. */
    public static EpochSchedule between(double begin, double end) {
        return new EpochSchedule(begin, Optional.of(end), Optional.empty(), Unit.EPOCHS, FineTuning.METHOD);
    }

    /** From one share of the training to another, with a turn an epoch; one turn where there is no end. */
    public static EpochSchedule ofShares(double begin, Optional<Double> end) {
        return new EpochSchedule(begin, end, Optional.empty(), Unit.SHARES, FineTuning.METHOD);
    }

    /** What does not fit a training; nothing where all of it does. */
    List<String> problems(Setting setting) {
        double last = epochs(end.orElse(begin), setting);
        return begin(setting) < setting.epochs() && last <= setting.epochs()
                ? List.of()
                : List.of(
                        "schedule: it goes from epoch %s to %s, but the training has %d epochs. Begin earlier, or count in shares of the training (unit: shares)"
                                .formatted(begin(setting), last, setting.epochs()));
    }

    private double epochs(double moment, Setting setting) {
        return unit == Unit.SHARES ? moment * setting.epochs() : moment;
    }

    private double begin(Setting setting) {
        return epochs(begin, setting);
    }

    private double end(Setting setting) {
        return epochs(end.orElse(begin), setting);
    }

    /** The optimiser steps, counted from 0, before which it has a turn, in order. */
    long[] turns(Setting setting) {
        double step = 1.0 / setting.stepsPerEpoch();
        double between = Math.max(every.map(e -> epochs(e, setting)).orElse(1.0), step);
        TreeSet<Long> turns = new TreeSet<>();
        // The last turn may be missed by the last bits.
        for (int i = 0; begin(setting) + i * between < end(setting) - step / 2; i++) {
            turns.add(step(begin(setting) + i * between, setting));
        }
        turns.add(step(end(setting), setting));
        return turns.stream().mapToLong(t -> t).toArray();
    }

    private static long step(double moment, Setting setting) {
        return Math.min(Math.round(moment * setting.stepsPerEpoch()), setting.steps() - 1);
    }

    /** The epochs, counted from 0, before which a step that changes layers has a turn, in order. */
    long[] epochTurns(Setting setting) {
        return LongStream.of(turns(setting))
                .map(t -> t / setting.stepsPerEpoch())
                .distinct()
                .toArray();
    }

    /** How much of the way from the first to the last turn is behind at a turn, from 0 to 1; 1 where there is but one. */
    static double progress(long[] turns, long turn) {
        long first = turns[0];
        long last = turns[turns.length - 1];
        return last == first ? 1 : (double) (turn - first) / (last - first);
    }
}
