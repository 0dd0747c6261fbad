package kd4j.export;

import java.nio.file.Path;

/**
 * A file that was found unchanged since its export, and gave the recorded answers again.
 *
 * @param path where it lies
 * @param format what kind of file
 * @param sha256 its SHA-256 in hexadecimal
 * @param rows recorded rows that were asked
 * @param maxAbsDiff the largest absolute difference from a recorded logit
 * @param argMaxEqual rows for which the class is the recorded one
 */
public record VerifiedFile(
        Path path, ExportFormat format, String sha256, int rows, double maxAbsDiff, int argMaxEqual) {}
