package kd4j.metric;

/** How well a network did on some rows. */
public sealed interface Assessment permits Classified, Regressed {
    /** Rows looked at. */
    int rows();

    /** What the best epoch is chosen by: the lower, the better. */
    double choice();

    /** What decides between epochs whose {@link #choice} is the same: the lower, the better. */
    double tieBreak();
}
