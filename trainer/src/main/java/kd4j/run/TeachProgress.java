package kd4j.run;

/**
 * How far the keeping of answers ahead is.
 *
 * @param rows views of rows that are done
 * @param all views of rows in all
 * @param kept how many of the done ones were kept before
 * @param damaged how many were kept before, but damaged, and asked again
 * @param seconds time since the beginning
 */
public record TeachProgress(long rows, long all, long kept, long damaged, double seconds) {
    /** Seconds that are left if it goes on as it did. */
    public double left() {
        return rows == 0 ? 0 : seconds / rows * (all - rows);
    }
}
