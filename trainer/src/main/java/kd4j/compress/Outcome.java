package kd4j.compress;

/**
 * Whether a step of a plan has really happened.
 *
 * @param step the step, such as {@code prune}
 * @param happened whether the trained network has what was asked for
 * @param sentence what was asked for and what is there, with the numbers of both
 */
public record Outcome(String step, boolean happened, String sentence) {}
