package kd4j.loss;

/** Where the numbers come from that a student's outputs are compared with. */
public enum TargetSource {
    /** The data. */
    TARGETS,
    /** The teacher's outputs. */
    TEACHER
}
