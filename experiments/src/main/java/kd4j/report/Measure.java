package kd4j.report;

import java.util.Locale;
import kd4j.metric.Paired.Better;
import kd4j.metric.Statistics;

/** What arms are measured by: rows with classes by their accuracy, rows with numbers to predict by the root mean squared error. */
enum Measure {
    /** The share of rows that are right; beside it the number of those that are wrong. */
    ACCURACY("accuracy", "errors", Better.HIGHER),
    /** The root mean squared error; beside it the mean absolute one. Both in the units of the data. */
    RMSE("rmse", "mae", Better.LOWER);

    private final String figure;
    private final String beside;
    private final Better better;

    Measure(String figure, String beside, Better better) {
        this.figure = figure;
        this.beside = beside;
        this.better = better;
    }

    /** The key of the figure in {@code summary.json}, and the start of its columns' names in CSV. */
    String figure() {
        return figure;
    }

    /** The same of the figure beside it. */
    String beside() {
        return beside;
    }

    Better better() {
        return better;
    }

    /** Whether the first figure is better than the second when it is that much more. */
    boolean betters(double difference) {
        return difference > 0 == (better == Better.HIGHER);
    }

    /** Sorts the better figure first. */
    double rank(double value) {
        return better == Better.HIGHER ? -value : value;
    }

    /** The figure as people read it: percents of an accuracy. */
    double shown(double value) {
        return this == ACCURACY ? 100 * value : value;
    }

    String title() {
        return this == ACCURACY ? "accuracy %" : "RMSE";
    }

    String besideTitle() {
        return this == ACCURACY ? "errors" : "MAE";
    }

    String text(double value) {
        return format(this == ACCURACY ? "%.2f" : "%.4g", shown(value));
    }

    String interval(Statistics.Interval interval) {
        return text(interval.low()) + " to " + text(interval.high());
    }

    String besideText(double value) {
        return format(this == ACCURACY ? "%.1f" : "%.4g", value);
    }

    /** A difference with its sign. */
    String difference(double value) {
        String text = format(this == ACCURACY ? "%+.2f" : "%+.4g", shown(value));
        return text.matches("-0\\.0+") ? text.replace('-', '+') : text; // of rounding, not of the figures
    }

    /** What differences are counted in. */
    String unit() {
        return this == ACCURACY ? "points of accuracy" : "in RMSE";
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
