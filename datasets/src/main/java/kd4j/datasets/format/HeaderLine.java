package kd4j.datasets.format;

/** Whether the first line of a CSV file names the columns. */
public enum HeaderLine {
    /** It does when none of its cells (other than the label) is a number. */
    AUTO,
    /** It does. */
    PRESENT,
    /** It is a row like all others. */
    ABSENT
}
