package kd4j.export;

/**
 * How far a file of 8 bits is from its roundings, layer by layer, each layer given what the file itself gives it. A rounding is right when
 * it answers one of the grid's numbers next to the exact one, the nearer one; where the exact one lies in the middle of two, either.
 *
 * @param values roundings that were compared: layers' outputs, and the input
 * @param numbers numbers of all rows that were compared
 * @param stepOff numbers that are a step of their grid away from where the exact arithmetic puts them, because it lies within the last bits of a
 *     float of the middle between two
 * @param farthest the largest distance of a number from the exact one before rounding, in steps of its grid; 0.5 is what rounding makes
 * @param logits the largest scaled difference of a logit, given what the file gives its last layer
 */
public record LayerSteps(int values, long numbers, long stepOff, double farthest, double logits) {
    /** Half a step, and what roundings of a runtime's 32-bit factors make of numbers up to 255: some of {@code 255 * 2^-24}. */
    static final double FARTHEST = 0.5001;
}
