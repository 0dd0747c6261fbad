package kd4j.model.layer;

/** What a recurrent layer gives of the states that it went through. */
public enum Returns {
    /** All of them, {@code [time, units]}. */
    SEQUENCE,
    /** The last one, {@code [units]}. */
    LAST
}
