package kd4j.bench;

/**
 * What one process measured of one recipe's training.
 *
 * @param steps steps that were timed
 * @param stepMs mean time of a step, all of it: waiting for the batch, teacher, student forward and backward, objective, whatever
 *     the method trains along, updates
 * @param teacherMs the share of it in which the step waited for the teacher's answer; next to 0 where the method asks none
 * @param waitMs the share of it in which the step waited for its batch
 * @param peakKb most resident memory of the process, in units of 1024 bytes; 0 where the system does not tell
 */
public record MethodTime(long steps, double stepMs, double teacherMs, double waitMs, long peakKb) {}
