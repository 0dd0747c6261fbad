package kd4j.teacher;

/**
 * How many questions a teacher was asked, and how many it had answered before.
 *
 * @param rows rows that were asked about
 * @param kept rows among them whose answers were read from a cache
 * @param saved seconds that the teacher would have needed for these, by the time that it needed when they were computed
 * @param damaged kept answers that were no longer what had been written; they were computed again
 */
public record Answered(long rows, long kept, double saved, long damaged) {
    public static final Answered NOTHING = new Answered(0, 0, 0, 0);

    /** Both together. */
    public Answered plus(Answered other) {
        return new Answered(rows + other.rows, kept + other.kept, saved + other.saved, damaged + other.damaged);
    }

    /** What has come since then. */
    public Answered since(Answered before) {
        return new Answered(rows - before.rows, kept - before.kept, saved - before.saved, damaged - before.damaged);
    }
}
