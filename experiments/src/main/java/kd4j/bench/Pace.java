package kd4j.bench;

/** How a file's time for a row compares with that of another file, which took turns with it. */
enum Pace {
    /** Every round was faster than all of the other's, and the median clearly so. */
    FASTER,
    /** Rounds overlap, or the medians are too near to each other: noise can do this. */
    ALIKE,
    /** Every round was slower than all of the other's, and the median clearly so. */
    SLOWER;

    /** The ratio of medians from which on a difference is no matter of the clock. */
    private static final double CLEAR = 1.03;

    /** Of a file with those times, beside another one. */
    static Pace of(Spread file, Spread other) {
        if (file.low() > other.high() && file.median() > CLEAR * other.median()) {
            return SLOWER;
        }
        return file.high() < other.low() && other.median() > CLEAR * file.median() ? FASTER : ALIKE;
    }
}
