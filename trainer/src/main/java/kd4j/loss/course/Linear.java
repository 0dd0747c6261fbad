package kd4j.loss.course;

import kd4j.component.Component;
import kd4j.component.Default;

/**
 * A number that goes in a straight line: {@code from + (to - from) * done}, where {@code done} grows from
 * 0 at {@code begin} to 1 at {@code end}. Before and behind it stays.
 *
 * @param from the number up to {@code begin}
 * @param to the number from {@code end} on
 * @param begin share of the training after which it begins to move, from 0 to below 1
 * @param end share of the training after which it stays again, above {@code begin}, at most 1
 */
@Component("linear")
public record Linear(double from, double to, @Default("0.0") double begin, @Default("1.0") double end)
        implements Course {
    public Linear {
        Span.check(from, to, begin, end);
    }

    /** Over the whole training. */
    public Linear(double from, double to) {
        this(from, to, 0, 1);
    }

    @Override
    public double at(double progress) {
        return from + (to - from) * Span.done(progress, begin, end);
    }

    @Override
    public double least() {
        return Math.min(from, to);
    }
}
