package kd4j.run;

import kd4j.teacher.Answered;

/**
 * How far the keeping of answers ahead is.
 *
 * @param rows views of rows that are done
 * @param all views of rows in all
 * @param answered how many of them were kept already, and how many of these were damaged
 * @param seconds time since the beginning
 */
public record TeachProgress(long rows, long all, Answered answered, double seconds) {
    /** Seconds that are left if it goes on as it did. */
    public double left() {
        return rows == 0 ? 0 : seconds / rows * (all - rows);
    }
}
