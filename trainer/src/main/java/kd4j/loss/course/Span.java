package kd4j.loss.course;

import kd4j.component.Require;

/** The part of a training in which a number moves. */
final class Span {
    private Span() {}

    static void check(double from, double to, double begin, double end) {
        Require.that(Double.isFinite(from), "from", from, "a finite number");
        Require.that(Double.isFinite(to), "to", to, "a finite number");
        Require.that(begin >= 0 && begin < 1, "begin", begin, "a share of the training, from 0 to below 1");
        Require.that(end > begin && end <= 1, "end", end, "a share of the training, above begin and at most 1");
    }

    /** 0 before the begin, 1 behind the end, and in between how much of it is done. */
    static double done(double progress, double begin, double end) {
        return Math.min(1, Math.max(0, (progress - begin) / (end - begin)));
    }
}
